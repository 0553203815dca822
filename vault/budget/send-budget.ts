import type { SendBudget } from '../sessions/session-vault.ts';

/**
 * What is left of a moving window.
 *
 * @param sentAtMs when the number's sends were reserved, oldest first; those before the window are left out by the caller
 * @returns `freeInMs`: how long until one more send fits, 0 = now; the whole window when the limit lets none through
 */
export function spentBudget(
  sentAtMs: readonly number[],
  budget: SendBudget,
  nowMs: number,
): { used: number; freeInMs: number } {
  const used = sentAtMs.length;
  if (used < budget.limit) return { used, freeInMs: 0 };
  // One more fits when so many have left the window that fewer than `limit` remain.
  const lastToLeave = budget.limit > 0 ? sentAtMs[used - budget.limit] : undefined;
  const freeAtMs = (lastToLeave ?? nowMs) + budget.windowMs;
  return { used, freeInMs: Math.max(0, freeAtMs - nowMs) };
}
