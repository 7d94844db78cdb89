/** What is wrong with a bucket name, and what to enter instead; undefined for a name that can be used. */
export function findBucketProblem(name: string, hasEndpoint: boolean): string | undefined {
  if (name !== name.trim()) return `has blanks around it; enter ${JSON.stringify(name.trim())}`;
  if (isAccessPoint(name)) return isOfManyRegions(name) ? manyRegions : undefined;
  const address = readAddress(name);
  if (address !== undefined) return `must be the bare name of the bucket; ${advise(address)}`;
  // Ceph writes tenant:bucket, and old buckets of AWS have capital letters, underscores and up to 255 characters.
  const isName = hasEndpoint ? /^[^\s/\\?#]+$/u.test(name) : /^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i.test(name);
  return isName ? undefined : "is not a valid bucket name; it has 3 to 63 lower-case letters, digits, dots and hyphens";
}

/** Whether the name is the ARN of an access point, also of several regions, of Outposts or of Object Lambda. */
export function isAccessPoint(name: string): boolean {
  return /^arn:aws[a-z-]*:s3[a-z-]*:[a-z0-9-]*:\d{12}:(?:outpost[/:][^/:]+[/:])?accesspoint[/:][^/:]+$/.test(name);
}

/** Its requests are signed by SigV4A, for which the SDK wants another library. */
function isOfManyRegions(arn: string): boolean {
  return arn.split(":")[3] === "";
}

const manyRegions =
  "is an access point of several regions, which is not supported; enter one of its buckets, or an access point of one region";

/** A bucket as addresses name it. */
interface Address {
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint?: string;
}

function readAddress(text: string): Address | undefined {
  const arn = /^arn:aws[a-z-]*:s3:::([^/]+)\/?(.*)$/.exec(text);
  if (arn !== null) return { bucket: arn[1] ?? "", prefix: withoutStar(arn[2] ?? "") };
  if (/^https?:/i.test(text)) return readUrl(text);
  const [, scheme, rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(text) ?? [];
  if (scheme !== undefined) return splitPath(rest);
  if (/\.amazonaws\.com(\.cn)?(\/|$)/i.test(text)) return readUrl(`https://${text}`);
  return text.includes("/") ? splitPath(text) : undefined;
}

/** The virtual-hosted and the path style (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html), and the console's pages. */
function readUrl(text: string): Address {
  if (!URL.canParse(text)) return { bucket: "", prefix: "" };
  const url = new URL(text);
  const path = decode(url.pathname.slice(1));
  const console = /^s3\/(?:buckets|object)\/([^/]+)$/.exec(path);
  if (console !== null && /console\.aws|console\.amazonaws/.test(url.hostname)) {
    return { bucket: console[1] ?? "", prefix: url.searchParams.get("prefix") ?? "" };
  }
  const [, bucket, service] = /^(?:(.+)\.)?(s3[.-](?:.+\.)?)amazonaws\.com(?:\.cn)?$/.exec(url.hostname) ?? [];
  if (bucket !== undefined) return { bucket, prefix: path };
  return service === undefined ? { ...splitPath(path), endpoint: url.origin } : splitPath(path);
}

function splitPath(path: string): Address {
  const [authority = "", ...rest] = path.replace(/^\/+/, "").split("/");
  // Hadoop's s3a://KEY:SECRET@bucket: what stands before the name must not be shown.
  const bucket = authority.replace(/^.*@/, "");
  return { bucket, prefix: withoutStar(rest.join("/")) };
}

function withoutStar(prefix: string): string {
  return prefix.replace(/\*+$/, "");
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function advise({ bucket, prefix, endpoint }: Address): string {
  const advice = [];
  if (bucket !== "") advice.push(`enter ${JSON.stringify(bucket)}`);
  if (prefix !== "") advice.push(`put ${JSON.stringify(prefix)} into search_prefix, or --prefix of --propose`);
  if (endpoint !== undefined) advice.push(`put ${JSON.stringify(endpoint)} into aws_endpoint_url`);
  return advice.length === 0 ? 'enter for example "my-bucket"' : advice.join(", and ");
}
