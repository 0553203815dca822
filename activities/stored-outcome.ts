import type { CheckPasswordOutcome, ScanOutcome, SendCodeOutcome, SignInOutcome } from '../domain/login-event.ts';
import type { CheckRecoveryOutcome, RequestRecoveryOutcome } from '../domain/password-recovery.ts';

const failures = { refused: true, lost: true, notSent: true, stopped: true } as const;

/** These read an outcome back that this worker, or one before it, sealed into an intent row. */
export const storedSendCode = reader<SendCodeOutcome>({
  ...failures,
  sentCode: true,
  signedIn: true,
  passwordNeeded: true,
});
export const storedSignIn = reader<SignInOutcome>({ ...failures, signedIn: true, passwordNeeded: true });
export const storedCheckPassword = reader<CheckPasswordOutcome>({
  ...failures,
  signedIn: true,
  otherAccount: true,
  notProven: true,
  stale: true,
});
export const storedScan = reader<ScanOutcome>({
  ...failures,
  signedIn: true,
  passwordNeeded: true,
  otherAccount: true,
  notProven: true,
  notScanned: true,
});
export const storedRequestRecovery = reader<RequestRecoveryOutcome>({ ...failures, requested: true });
export const storedCheckRecovery = reader<CheckRecoveryOutcome>({ ...failures, right: true, wrong: true });

function reader<Outcome extends { kind: string }>(kinds: Record<Outcome['kind'], true>): (result: unknown) => Outcome {
  const isOutcome = (value: unknown): value is Outcome =>
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    Object.hasOwn(kinds, value.kind);
  return (result) => {
    if (isOutcome(result)) return result;
    throw new TypeError('The vault holds an outcome that this version does not know; update the worker.');
  };
}
