import type { Behind, Phase } from '../login-state.ts';

/** What Telegram has to be told of once the question at hand is given up. */
export function behindIn(phase: Phase): Behind {
  if ('password' in phase) return phase.password.behind ?? {};
  const hash = hashOut(phase);
  return {
    ...(hash === undefined ? {} : { hash }),
    ...(mayHaveUnknownCode(phase) ? { leftOpen: 'code' } : {}),
    ...(maybeSignedIn(phase) ? { mayBeSignedIn: true } : {}),
  };
}

/** A code is of no use without the key that asked for it, nor can it be cancelled; who was signed in with it is so no more. */
export function withoutKey({ hash, leftOpen }: Behind): Behind {
  return hash === undefined && leftOpen === undefined ? {} : { leftOpen: 'code' };
}

/** A session may have come of a code, or of a scan, whose answer nobody knows. */
export function maybeSignedIn(phase: Phase): boolean {
  if ('code' in phase) return phase.code.mayBeSignedIn === true;
  return 'mayBeSignedIn' in phase && phase.mayBeSignedIn !== undefined;
}

/** A code may be out whose hash nobody has: Telegram cannot be told of it. */
export function mayHaveUnknownCode(phase: Phase): boolean {
  if ('code' in phase) return phase.code.resend.kind === 'lost';
  if (phase.name === 'scanning' || phase.name === 'stoppingScan') return phase.leftOpen !== undefined;
  if (phase.name === 'waitingToSend' || phase.name === 'restartOffered') return phase.leftOpen !== undefined;
  return phase.name === 'outcomeUnknown';
}

export function hashOut(phase: Phase): string | undefined {
  if ('code' in phase) return phase.code.sentCode.hash;
  return 'hash' in phase ? phase.hash : undefined;
}
