import { Agent, get } from "node:http";
import { text } from "node:stream/consumers";

/* The first objects by Node alone, 16 at a time, unsigned and each read to its end: `http-get.js COUNT` */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const count = Number(process.argv[2]);
let next = 0;
await Promise.all(Array.from({ length: 16 }, readSome));

async function readSome(): Promise<void> {
  while (next < count) process.stdout.write(await read(`small/${String(next++).padStart(6, "0")}.csv`));
}

async function read(key: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`${process.env["BENCH_URL"]}/bench/${key}`, { agent }, (response) => {
      if (response.statusCode === 200) text(response).then(resolve, reject);
      else reject(new Error(`${key}: ${response.statusCode}`));
    }).on("error", reject);
  });
}
