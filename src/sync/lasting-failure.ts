import { TapError } from "../errors.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { readObject, unobserved } from "../object/read-object.ts";
import type { TableObject } from "../table/table-object.ts";
import type { ObjectJob } from "./object-job.ts";

/**
 * The failure to go by where unreadable files are skipped for good: bytes can be damaged on their way
 * where nothing but their content shows it, so the file must fail in the same way when it is read again.
 */
export async function lastingFailure(error: TapError, object: TableObject, job: ObjectJob): Promise<TapError> {
  if (error.kind !== "data") return error;
  const { reading, output } = job;
  // Its pieces lie in the windows that this reading fills.
  await output.flush();
  const silent = { ...reading, ...unobserved };
  try {
    for await (const pieces of readObject(object, reading.store.read(object), null, silent)) {
      for (const piece of pieces) void piece;
    }
  } catch (second) {
    if (!isOfOneFile(second)) throw second;
    if (second.kind !== "data" || second.message === error.message) return second;
  }
  return new TapError("corrupt", `${error.message}; a second read gave a different result; run again`, {
    place: error.place,
    cause: error,
  });
}
