/** Lets its user list exactly, or by a pattern, the keys of "shop/" in the bucket "lake", and read them. */
export function shopPolicy(condition: "StringEquals" | "StringLike", prefix: string) {
  const lake = "arn:aws:s3:::lake";
  return {
    Statement: [
      { Effect: "Allow", Action: "s3:ListBucket", Resource: lake, Condition: { [condition]: { "s3:prefix": prefix } } },
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:ListBucketMultipartUploads"],
        Resource: [lake, `${lake}/shop/*`],
      },
    ],
  } as const;
}
