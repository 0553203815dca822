import { LoginClientError } from '../login-client-error.ts';

const EVERY_MS = 10_000;

/**
 * Looks now and then whether Temporal can be reached while a person is at a prompt, which by itself needs only the records.
 * `notice`: a line about it, from the first failure on.
 */
export function watchTemporal(look: () => Promise<unknown>): { notice: () => string | undefined; stop: () => void } {
  let notice: string | undefined;
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      .then(
        () => {
          if (notice === LOST) notice = BACK;
        },
        (error: unknown) => {
          if (error instanceof LoginClientError && error.code === 'TEMPORAL_UNREACHABLE') notice = LOST;
        },
      )
      .finally(() => {
        looking = false;
      });
  }, EVERY_MS);
  return { notice: () => notice, stop: () => clearInterval(timer) };
}

const LOST = 'Temporal cannot be reached. Nothing is lost; what is typed now is handed in once it is back.';
const BACK = 'Temporal can be reached again.';
