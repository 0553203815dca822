import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESEND_MARGIN_MS, SENDS_WINDOW_MS, DEFAULT_LIMITS, DEFAULT_TIMEOUT_SECONDS } from '../../domain/limits.ts';
import type { Answer } from '../../domain/login-event.ts';
import { callUnderWay, hasEnded, type LoginState } from '../../domain/login-state.ts';
import { mayHaveSent } from '../../domain/rules/refusals.ts';
import { viewOf } from '../../domain/view-of.ts';
import { wakeAtMs } from '../../domain/wake.ts';
import { type Happened, history } from './histories.ts';

const runs = { numRuns: fc.readConfigureGlobal().numRuns ?? 2_000 };
const SENDS = ['sendCode', 'resendCode'];

function check(rule: (happened: Happened[]) => void): void {
  fc.assert(fc.property(history, rule), runs);
}

function sendsOf({ decided }: Happened): string[] {
  return decided.effects.map(({ type }) => type).filter((type) => SENDS.includes(type));
}

describe('decide', () => {
  it('gives a state with a drawable view for any event in any state', () => {
    check((happened) => {
      for (const { decided, nowMs } of happened) {
        expect(JSON.stringify(viewOf(decided.state, nowMs))).not.toContain('undefined');
        expect(decided.effects.length).toBeLessThanOrEqual(1);
      }
    });
  });

  it('never waits for nothing: a state that has not ended has a call under way or a timer', () => {
    check((happened) => {
      for (const { decided } of happened) {
        const { state } = decided;
        if (!hasEnded(state)) expect(callUnderWay(state) || wakeAtMs(state) !== undefined).toBe(true);
      }
    });
  });

  it('asks no question under the name of an earlier one', () => {
    check((happened) => {
      for (const { before, decided } of happened) {
        const { step, version } = decided.state;
        expect(step).toBeGreaterThanOrEqual(before.step);
        expect(version).toBe(decided.state === before ? before.version : before.version + 1);
      }
    });
  });

  it('makes one call at a time', () => {
    check((happened) => {
      for (const { before, decided } of happened) {
        if (decided.effects.length > 0) {
          const answered = !callUnderWay(before) || before.phase !== decided.state.phase;
          expect(answered).toBe(true);
          expect('effectId' in decided.state.phase && decided.state.phase.effectId).toBe(decided.effects[0]?.effectId);
        }
      }
    });
  });

  it('never sends twice without an answer of the server, an expiry or a person in between', () => {
    check((happened) => {
      let openSend = false;
      for (const step of happened) {
        const { event, before, nowMs } = step;
        const isAnswer = event.type.endsWith('Answered') && 'outcome' in event && event.outcome.kind !== 'lost';
        const isPerson = 'actor' in event;
        const isExpiry = before.phase.name === 'outcomeUnknown' && nowMs >= before.phase.nextSendAtMs;
        if (isAnswer || isPerson || isExpiry) openSend = false;
        if (sendsOf(step).length > 0) {
          expect(openSend).toBe(false);
          openSend = true;
        }
      }
    });
  });

  it('resends only when the server offered a way and its timeout has passed', () => {
    check((happened) => {
      for (const { before, decided, nowMs } of happened) {
        if (!decided.effects.some(({ type }) => type === 'resendCode')) continue;
        expect(before.phase.name).toBe('waitingForCode');
        if (before.phase.name !== 'waitingForCode') continue;
        const { sentCode, sentAtMs } = before.phase.code;
        expect(sentCode.nextType).toBeDefined();
        const timeoutMs = (sentCode.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1_000;
        expect(nowMs).toBeGreaterThanOrEqual(sentAtMs + timeoutMs + RESEND_MARGIN_MS);
      }
    });
  });

  it('rings no phone unasked', () => {
    check((happened) => {
      for (const { before, event, decided } of happened) {
        if (event.type !== 'woke' || !decided.effects.some(({ type }) => type === 'resendCode')) continue;
        if (before.phase.name !== 'waitingForCode') continue;
        expect(['Sms', 'FragmentSms']).toContain(before.phase.code.sentCode.nextType);
      }
    });
  });

  it('replaces hash, type, next type, timeout and timer together', () => {
    check((happened) => {
      for (const { before, event, decided } of happened) {
        if (!('code' in decided.state.phase)) continue;
        const { code } = decided.state.phase;
        const old = 'code' in before.phase ? before.phase.code : undefined;
        const isNew =
          'outcome' in event && event.outcome.kind === 'sentCode' && code.sentCode === event.outcome.sentCode;
        if (isNew) expect(code.sentAtMs).toBe(decided.state === before ? old?.sentAtMs : code.sentAtMs);
        else if (event.type === 'emailCodeAnswered' && event.outcome.kind === 'emailCode' && decided.state !== before) {
          // The code that proves an address belongs to the hash that wanted the address.
          expect(code).toMatchObject({
            sentCode: { hash: old?.sentCode.hash },
            verifies: true,
            resend: { kind: 'none' },
          });
        } else if (code.emailResetAtMs !== undefined && old?.emailResetAtMs === undefined) {
          // The date of a reset may come with a hash; the address and the length are those of before.
          expect(code).toMatchObject({ sentAtMs: old?.sentAtMs, resend: { kind: 'none' } });
        } else if (old !== undefined) {
          expect(code.sentCode).toBe(old.sentCode);
          expect(code.sentAtMs).toBe(old.sentAtMs);
        }
        if (code.resend.kind === 'automatic' || code.resend.kind === 'onRequest') {
          expect(code.resend.way).toBe(code.sentCode.nextType);
        }
      }
    });
  });

  it('leaves ended sign-ins as they are', () => {
    check((happened) => {
      for (const { before, decided } of happened) {
        if (!hasEnded(before)) continue;
        expect(decided.state).toBe(before);
        expect(decided.effects).toEqual([]);
      }
    });
  });

  it('never sends more than the budget in 24 hours', () => {
    check((happened) => {
      const sent: number[] = [];
      for (const step of happened) {
        const { event, nowMs } = step;
        const refused = 'outcome' in event && isUnsent(event.outcome, step.before);
        const was = step.before.phase.name;
        const isOwn = (was === 'requesting' || was === 'resending') && step.decided.state !== step.before;
        if (refused && isOwn && event.type !== 'closingAnswered') sent.pop();
        sent.push(...sendsOf(step).map(() => nowMs));
        expect(sent.filter((atMs) => atMs > nowMs - SENDS_WINDOW_MS).length).toBeLessThanOrEqual(
          DEFAULT_LIMITS.sendsPerDay,
        );
      }
    });
  });

  it('cancels by itself only after a person was awaited for the whole deadline', () => {
    check((happened) => {
      let awaitedSinceMs: number | undefined;
      for (const { before, event, nowMs, decided } of happened) {
        const waits = decided.state.phase.name === 'waitingForCode' || decided.state.phase.name === 'restartOffered';
        const { phase } = decided.state;
        const byDeadline =
          (phase.name === 'cancelled' && phase.reason === 'deadline') ||
          (phase.name === 'closing' && phase.outcome.name === 'cancelled' && phase.outcome.reason === 'deadline');
        if (event.type === 'woke' && byDeadline && before.phase.name === 'waitingForCode') {
          expect(nowMs - (awaitedSinceMs ?? nowMs)).toBeGreaterThanOrEqual(DEFAULT_LIMITS.personDeadlineMs);
        }
        if (decided.state.phase.name !== before.phase.name) awaitedSinceMs = waits ? nowMs : undefined;
      }
    });
  });

  it('changes nothing but tells why when it refuses a command', () => {
    check((happened) => {
      for (const { before, decided } of happened) {
        if (decided.refusal !== undefined) expect(decided.state).toBe(before);
      }
    });
  });
});

function isUnsent(outcome: Answer['outcome'], state: LoginState): boolean {
  return outcome.kind === 'refused'
    ? !mayHaveSent(state, outcome.error)
    : ['notSent', 'stopped'].includes(outcome.kind);
}
