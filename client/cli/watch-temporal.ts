import { LoginClientError } from '../login-client-error.ts';
import * as texts from '../texts/texts.ts';

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
          if (notice === texts.cli.temporalLost) notice = texts.cli.temporalBack;
        },
        (error: unknown) => {
          if (error instanceof LoginClientError && error.code === 'TEMPORAL_UNREACHABLE')
            notice = texts.cli.temporalLost;
        },
      )
      .finally(() => {
        looking = false;
      });
  }, EVERY_MS);
  return { notice: () => notice, stop: () => clearInterval(timer) };
}
