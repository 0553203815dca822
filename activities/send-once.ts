import type { SendInput } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import { RULES_VERSION, SENDS_WINDOW_MS } from '../domain/limits.ts';
import { mayHaveSent } from '../domain/rules/refusals.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { SendCodeAnswer } from '../telegram/gateway.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import type { OpenSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { passwordNeeded } from './password-needed.ts';
import { aged } from './settle-send.ts';
import { tokenIn } from './future-token.ts';
import { pauseAsError, pauseIn } from './pauses.ts';
import { signedInAs } from './signed-in-as.ts';
import { storedSendCode } from './stored-outcome.ts';

/** The vault counts by the newest rules, whichever the sign-in began with. */
const NEWEST = { rulesVersion: RULES_VERSION };

/**
 * Makes a call that reaches a person, at most once per effect: announced in the vault with its share of the budget,
 * made, its answer stored; only then is it told. What happens in between and is lost stays visible as an open intent.
 */
export async function sendOnce(
  deps: ActivityDeps,
  input: SendInput,
  scope: CallScope,
  on: OpenSession,
  send: { method: string; call: () => Promise<SendCodeAnswer> },
): Promise<SendCodeOutcome> {
  const { vault } = deps;
  const { effectId, numberId } = input;
  const budget = { limit: input.sendsPerDay, windowMs: SENDS_WINDOW_MS };
  const opening = await vault.openIntent(scope.lease, { effectId, method: send.method, numberId, budget });
  switch (opening.kind) {
    case 'budgetUsedUp':
      return { kind: 'stopped', code: 'SEND_BUDGET_USED_UP', freeInMs: opening.freeInMs };
    case 'paused':
      return { kind: 'refused', error: pauseAsError(opening.pause) };
    case 'answered':
      return aged(storedSendCode(opening.result), opening.ageMs);
    case 'open':
    case 'lost':
      await vault.loseIntent({ sessionId: input.loginId, effectId });
      return { kind: 'lost' };
    case 'opened':
      return await store(deps, input, scope, on, { method: send.method, answer: await send.call() });
    default:
      return assertNever(opening);
  }
}

async function store(
  deps: ActivityDeps,
  input: SendInput,
  scope: CallScope,
  on: OpenSession,
  { method, answer }: { method: string; answer: SendCodeAnswer },
): Promise<SendCodeOutcome> {
  const { vault } = deps;
  const { effectId, loginId, numberId } = input;
  const { session } = on;
  const outcome = await outcomeOf(deps, on, answer);
  if (outcome.kind === 'lost') {
    await vault.loseIntent({ sessionId: loginId, effectId });
  } else if (outcome.kind === 'notSent' || isMigration(outcome)) {
    await vault.withdrawIntent(scope.lease, effectId);
  } else {
    const pause = outcome.kind === 'refused' ? pauseIn(outcome.error) : undefined;
    await vault.answerIntent(scope.lease, {
      effectId,
      result: outcome,
      session,
      releaseSend: outcome.kind === 'refused' && !mayHaveSent(NEWEST, outcome.error),
      ...(pause === undefined ? {} : { pause: { numberId, method, ...pause } }),
      ...(outcome.kind === 'signedIn' ? { promote: outcome.account, ...tokenIn(answer) } : {}),
    });
  }
  return outcome;
}

/** 303: Telegram names another data centre and has sent nothing (telegram-sign-in.md 4.3). */
export function isMigration(outcome: SendCodeOutcome): boolean {
  return outcome.kind === 'refused' && outcome.error.name.endsWith('_MIGRATE_X');
}

async function outcomeOf(deps: ActivityDeps, on: OpenSession, answer: SendCodeAnswer): Promise<SendCodeOutcome> {
  switch (answer.kind) {
    case 'sentCode':
      return { kind: 'sentCode', sentCode: answer.sentCode };
    case 'signedIn':
      return await signedInAs(deps, on, answer.account);
    case 'passwordNeeded':
      return await passwordNeeded(on.connection);
    case 'signUpRequired':
      return { kind: 'stopped', code: 'NO_ACCOUNT' };
    case 'paymentRequired':
      return { kind: 'stopped', code: 'PAYMENT_REQUIRED' };
    default:
      return failureOf(answer);
  }
}
