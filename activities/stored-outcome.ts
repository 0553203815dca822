import type { SendCodeOutcome, SignInOutcome, CheckPasswordOutcome } from '../domain/login-event.ts';

type Stored = SendCodeOutcome | SignInOutcome | CheckPasswordOutcome;

const kinds: Record<Stored['kind'], true> = {
  sentCode: true,
  signedIn: true,
  passwordNeeded: true,
  stale: true,
  refused: true,
  lost: true,
  notSent: true,
  stopped: true,
};

/** Reads an outcome back that this worker, or one before it, sealed into an intent row. */
export function storedOutcome<Outcome extends Stored>(result: unknown): Outcome {
  if (!isStored<Outcome>(result))
    throw new TypeError('The vault holds an outcome that this version does not know; update the worker.');
  return result;
}

function isStored<Outcome extends Stored>(value: unknown): value is Outcome {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    Object.hasOwn(kinds, value.kind)
  );
}
