type Listener = (isReached: boolean) => void;

const listeners = new Set<Listener>();

/** What the newest request or stream has found out. */
export function tellReached(isReached: boolean): void {
  for (const listener of listeners) listener(isReached);
}

export function onReached(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Until it is time to try again, or somebody else has reached the console. */
export async function pauseUntilReached(atMostMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => go(), atMostMs);
    const leave = onReached((isReached) => {
      if (isReached) go();
    });
    const go = (): void => {
      clearTimeout(timer);
      leave();
      resolve();
    };
  });
}
