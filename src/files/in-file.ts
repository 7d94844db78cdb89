import { TapError } from "../errors.ts";

/** The readers of bytes and rows do not know which file they read: this adds it to what they say. */
export function inFile<E>(error: E, bucket: string, key: string, file: string): E | TapError {
  if (!(error instanceof TapError) || error.kind !== "data" || error.place.key !== undefined) return error;
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return new TapError("data", `Cannot read "${file}": ${message}`, {
    place: { ...error.place, bucket, key },
    cause: error,
  });
}

/** Whether the error is about one object, so that the others can still be read. */
export function isOfOneFile(error: unknown): error is TapError {
  if (!(error instanceof TapError)) return false;
  switch (error.kind) {
    case "data":
    case "corrupt":
    case "gone":
    case "changed":
    case "archived":
      return true;
    case "denied":
    case "unreachable":
      return error.place.key !== undefined;
    case "usage":
    case "no-files":
    case "reader-gone":
    case "stopped":
    case "unwritable":
      return false;
  }
}
