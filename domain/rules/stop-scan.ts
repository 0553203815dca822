import { type AuditEntry, type Decision, decision, enter } from '../decision.ts';
import type { AfterScan, LoginState, Phase } from '../login-state.ts';

/** The wait for a scan is ended; whether one came at the last moment is known when it has answered. */
export function stopScan(
  state: LoginState,
  phase: Extract<Phase, { name: 'scanning' }>,
  afterwards: AfterScan,
  audit: readonly AuditEntry[] = [],
): Decision {
  const { effectId, hash, leftOpen } = phase;
  const behind = { ...(hash === undefined ? {} : { hash }), ...(leftOpen === undefined ? {} : { leftOpen }) };
  return decision(
    enter(state, { name: 'stoppingScan', effectId, afterwards, ...behind }),
    [{ type: 'stopScan', effectId }],
    audit,
  );
}
