import { setFlagsFromString } from "node:v8";

/**
 * Percent by which the heap may grow before it is searched for garbage. Node would wait until it has doubled or more, and a
 * run over hundreds of thousands of files would take a third more memory than it must; a small heap does not notice.
 */
const growth = 20;

/** Does the work while the heap is kept small. */
export async function inTightHeap<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
  try {
    return await work();
  } finally {
    // What Node has compiled is kept for the next start only if its flags are those of a start.
    setFlagsFromString("--heap-growing-percent=0");
  }
}
