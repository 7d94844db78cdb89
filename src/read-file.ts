import { readFile as read, stat as status } from "node:fs";
import { promisify } from "node:util";

// Those of node:fs/promises would load Node's readline with them, and each start would wait for 2 ms.

/** A file's content. */
export const readFile = promisify(read);

/** What the system knows of a file. */
export const stat = promisify(status);
