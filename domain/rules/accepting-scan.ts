import { type Decision, decision, nextEffect, refuse, stay, stepIdOf, unchanged } from '../decision.ts';
import type { ClosingOutcome, Command } from '../login-event.ts';
import type { In, LoginState, Why } from '../login-state.ts';
import { refusedBy } from './refusals.ts';
import { why } from './requesting.ts';

/** Only beside a session that works: a sign-in that is the number's only one has nobody to accept it. */
export function mayAccept({ again, phase }: LoginState): boolean {
  return again && phase.name === 'scanning' && phase.accepting === undefined;
}

export function onAcceptAsked(state: LoginState, command: Extract<Command, { type: 'acceptScan' }>): Decision {
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  const { phase } = state;
  if (phase.name !== 'scanning' || !mayAccept(state)) return refuse(state, { code: 'NOT_NOW' });
  const numbered = nextEffect(state, 'acceptScan');
  const { effectId } = numbered;
  const { notAccepted: _, ...waiting } = phase;
  return decision(
    stay(numbered.state, { ...waiting, accepting: effectId }),
    [{ type: 'acceptScan', effectId }],
    [{ actor: command.actor, act: 'acceptScan', detail: command.reason }],
  );
}

/** Who was let in is told by the scan itself; here it ends only that a session was asked. */
export function onAcceptAnswered(state: In<'scanning'>, effectId: string, outcome: ClosingOutcome): Decision {
  const { accepting, ...waiting } = state.phase;
  if (accepting !== effectId) return unchanged(state);
  const notAccepted = failureIn(state, outcome);
  return decision(stay(state, { ...waiting, ...(notAccepted === undefined ? {} : { notAccepted }) }));
}

function failureIn(state: LoginState, outcome: ClosingOutcome): Why | undefined {
  switch (outcome.kind) {
    case 'done':
      return undefined;
    case 'refused':
      return refusedBy(state, outcome.error);
    case 'lost':
      return { code: 'OUTCOME_UNKNOWN' };
    default:
      return why(outcome);
  }
}
