import { expect, test } from "vitest";
import { findBucketProblem } from "./bucket-name.ts";

test.each([
  "my-bucket",
  "my.bucket.2",
  "Old_Bucket",
  "my-ap-abcdefgh12345-s3alias",
  "my-bucket--euw1-az1--x-s3",
  "arn:aws:s3:eu-west-1:123456789012:accesspoint/reports",
  "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint:reports",
  "arn:aws:s3-outposts:eu-west-1:123456789012:outpost/op-1/accesspoint/reports",
])("%s can be used", (name) => {
  expect(findBucketProblem(name, false)).toBeUndefined();
});

test.each(["tenant:bucket", "b", "UPPER_case"])("%s can be used on another store than AWS", (name) => {
  expect(findBucketProblem(name, true)).toBeUndefined();
});

test.each([
  ["s3://my-bucket", 'enter "my-bucket"'],
  ["s3://my-bucket/", 'enter "my-bucket"'],
  ["s3a://KEY:SECRET@my-bucket/in/", 'enter "my-bucket", and put "in/" into search_prefix, or --prefix of --propose'],
  ["s3://my-bucket/in/2024/*", 'enter "my-bucket", and put "in/2024/" into search_prefix, or --prefix of --propose'],
  ["my-bucket/in", 'enter "my-bucket", and put "in" into search_prefix, or --prefix of --propose'],
  ["/my-bucket", 'enter "my-bucket"'],
  ["my-bucket/", 'enter "my-bucket"'],
  ["https://my-bucket.s3.amazonaws.com", 'enter "my-bucket"'],
  [
    "https://my-bucket.s3.eu-west-1.amazonaws.com/in/a%20b/",
    'enter "my-bucket", and put "in/a b/" into search_prefix, or --prefix of --propose',
  ],
  [
    "https://my.bucket.s3-eu-west-1.amazonaws.com/in/",
    'enter "my.bucket", and put "in/" into search_prefix, or --prefix of --propose',
  ],
  ["https://my-bucket.s3.cn-north-1.amazonaws.com.cn/", 'enter "my-bucket"'],
  ["https://my-bucket.s3.dualstack.eu-west-1.amazonaws.com/", 'enter "my-bucket"'],
  [
    "https://s3.eu-west-1.amazonaws.com/my-bucket/in/",
    'enter "my-bucket", and put "in/" into search_prefix, or --prefix of --propose',
  ],
  ["https://s3-eu-west-1.amazonaws.com/my-bucket", 'enter "my-bucket"'],
  [
    "https://s3.amazonaws.com/my-bucket/in?X-Amz-Signature=SECRET",
    'enter "my-bucket", and put "in" into search_prefix, or --prefix of --propose',
  ],
  ["my-bucket.s3.amazonaws.com/in/", 'enter "my-bucket", and put "in/" into search_prefix, or --prefix of --propose'],
  [
    "https://eu-west-1.console.aws.amazon.com/s3/buckets/my-bucket?prefix=in/",
    'enter "my-bucket", and put "in/" into search_prefix, or --prefix of --propose',
  ],
  [
    "http://KEY:SECRET@127.0.0.1:9000/my-bucket/in",
    'enter "my-bucket", and put "in" into search_prefix, or --prefix of --propose, and put "http://127.0.0.1:9000" into aws_endpoint_url',
  ],
  ["arn:aws:s3:::my-bucket/in/*", 'enter "my-bucket", and put "in/" into search_prefix, or --prefix of --propose'],
  ["https://", 'enter for example "my-bucket"'],
])("%s is refused, and the message says what to enter", (name, advice) => {
  expect(findBucketProblem(name, false)).toBe(`must be the bare name of the bucket; ${advice}`);
});

test("An access point of several regions is refused", () => {
  expect(findBucketProblem("arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", false)).toMatch(
    /^is an access point of several regions, which is not supported; /,
  );
});

test.each([" my-bucket", "my-bucket\n"])("%j has its blanks named", (name) => {
  expect(findBucketProblem(name, false)).toBe('has blanks around it; enter "my-bucket"');
});

test.each(["my bucket", "-bucket", "ab", "my\\bucket", "büro"])("%j is no name", (name) => {
  expect(findBucketProblem(name, false)).toMatch(/^is not a valid bucket name; /);
});
