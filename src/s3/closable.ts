/**
 * Bytes that whoever reads them may give up at any time: what is waited for then is aborted by the signal that `open`
 * gets, where a generator alone would first wait for it. `outer` breaks it off as well.
 */
export function closable(
  open: (signal: AbortSignal) => AsyncGenerator<Uint8Array>,
  outer: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => closableIterator(open, outer) };
}

/** One for all: to make one takes longer than a small object. */
const closed = new DOMException("The bytes are no longer wanted", "AbortError");

function closableIterator(
  open: (signal: AbortSignal) => AsyncGenerator<Uint8Array>,
  outer: AbortSignal | undefined,
): AsyncIterator<Uint8Array> {
  const controller = new AbortController();
  const follow = (): void => controller.abort(outer?.reason);
  // By hand: what AbortSignal.any makes is kept by Node 20 as long as the signals that it follows.
  if (outer?.aborted === true) follow();
  outer?.addEventListener("abort", follow, { once: true });
  const chunks = open(controller.signal);
  let isOver = false;
  return {
    next: async () => {
      let isOpen = false;
      try {
        const step = await chunks.next();
        isOpen = step.done !== true;
        return step;
      } finally {
        isOver = !isOpen;
        if (isOver) outer?.removeEventListener("abort", follow);
      }
    },
    return: async () => {
      outer?.removeEventListener("abort", follow);
      if (!isOver) controller.abort(closed);
      await chunks.return(undefined);
      return { done: true, value: undefined };
    },
  };
}
