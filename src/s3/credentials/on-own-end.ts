const signals = ["SIGINT", "SIGTERM"] as const;

/** Has `end` called if the tap ends, by a signal or by itself, before what is returned is called. */
export function onOwnEnd(end: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    end();
    // A listener keeps a signal from what it does by itself.
    const isAlone = process.listenerCount(signal) === 1;
    forget();
    if (isAlone) process.kill(process.pid, signal);
  };
  const forget = (): void => {
    process.off("exit", end);
    for (const signal of signals) process.off(signal, onSignal);
  };
  process.once("exit", end);
  // First, so that one that listens once is still there to be counted.
  for (const signal of signals) process.prependListener(signal, onSignal);
  return forget;
}
