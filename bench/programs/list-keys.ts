import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { openS3 } from "./s3.ts";

/* The SDK's paginator over the whole bucket, and nothing else. */
let keys = 0;
for await (const page of paginateListObjectsV2({ client: openS3() }, { Bucket: "bench" })) keys += page.KeyCount ?? 0;
process.stdout.write(`${keys}\n`);
