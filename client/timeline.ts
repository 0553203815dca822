import type { DeliveryType } from '../domain/sent-code.ts';
import type { LoginView, StepKind } from '../domain/login-view.ts';

/** `endMs` is absent where the step still stands; an end has no duration. */
export type TimelineStep = {
  kind: StepKind;
  way?: DeliveryType;
  atMs: number;
  endMs?: number;
  who: 'person' | 'machine' | 'good' | 'bad';
};

const whoActs: Readonly<Record<StepKind, TimelineStep['who']>> = {
  requesting: 'machine',
  enterCode: 'person',
  resending: 'machine',
  checkingCode: 'machine',
  enterPassword: 'person',
  checkingPassword: 'machine',
  scan: 'person',
  enterRecoveryCode: 'person',
  chooseRecovery: 'person',
  recovering: 'machine',
  serverWait: 'machine',
  outcomeUnknown: 'person',
  enterEmail: 'person',
  sendingEmailCode: 'machine',
  resettingEmail: 'machine',
  putOff: 'machine',
  restartOffered: 'person',
  closing: 'machine',
  signedIn: 'good',
  cancelled: 'bad',
  failed: 'bad',
};

/** Every step of a sign-in with its beginning and end, from its view alone. */
export function timelineOf({ path, step, startedAtMs, ended }: LoginView): TimelineStep[] {
  // A view of an older version says only when it began and how it stands.
  const steps = path ?? [{ kind: step.kind, atMs: startedAtMs }];
  return steps.map((each, index) => {
    const next = steps[index + 1];
    const isLast = next === undefined;
    const end = isLast ? (ended ? { endMs: each.atMs } : {}) : { endMs: next.atMs };
    return { ...each, ...end, who: whoActs[each.kind] };
  });
}
