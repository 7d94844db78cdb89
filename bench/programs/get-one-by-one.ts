import { GetObjectCommand } from "@aws-sdk/client-s3";
import { openS3 } from "./s3.ts";

/* The first objects, one after the other, each read to its end: `get-one-by-one.js COUNT` */
const client = openS3();
for (let index = 0; index < Number(process.argv[2]); index++) {
  const key = `small/${String(index).padStart(6, "0")}.csv`;
  const { Body } = await client.send(new GetObjectCommand({ Bucket: "bench", Key: key }));
  process.stdout.write((await Body?.transformToByteArray()) ?? "");
}
