import { type AuditEntry, type Decision, decision, enter } from '../decision.ts';
import type { AfterScan, LoginState, Phase } from '../login-state.ts';
import { behindIn } from './behind.ts';

/** The wait for a scan is ended; whether one came at the last moment is known when it has answered. */
export function stopScan(
  state: LoginState,
  phase: Extract<Phase, { name: 'scanning' }>,
  afterwards: AfterScan,
  audit: readonly AuditEntry[] = [],
): Decision {
  const { effectId } = phase;
  return decision(
    enter(state, { name: 'stoppingScan', effectId, afterwards, ...behindIn(phase) }),
    [{ type: 'stopScan', effectId }],
    audit,
  );
}
