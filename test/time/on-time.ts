import { expect } from 'vitest';
import type { LoginView, StepKind } from '../../domain/login-view.ts';
import { isAt, type ViewAt } from '../../tools/stage/next-view.ts';
import type { SkippedStage } from './open-skipped-stage.ts';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A full machine is waited for. */
export const PATIENCE = { timeout: 20_000 };

/** Not a millisecond early, and late only by the real time that has gone by since the sign-in's number was enrolled. */
export function expectOnTime({ clock }: SkippedStage, atMs: number | undefined, dueMs: number): void {
  const lateMs = (atMs ?? Number.NaN) - dueMs;
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThanOrEqual(clock.realMs());
}

/** When the step of a view began, by the sign-in's own clock. */
export function begunAtMs(view: LoginView): number | undefined {
  return view.path?.at(-1)?.atMs;
}

export function requireAt<Kind extends StepKind>(view: LoginView, kind: Kind): ViewAt<Kind> {
  if (isAt(view, kind)) return view;
  throw new Error(`The sign-in is at ${view.step.kind}, not at ${kind}.`);
}

/** The first call of a method for a number, by the data centre's clock. */
export async function callAtMs({ sandbox }: SkippedStage, phone: string, method: string): Promise<number | undefined> {
  const [first] = await sandbox.control.waitForCalls({ phone, method, timeoutMs: PATIENCE.timeout });
  return first?.atMs;
}

export function callsOf({ sandbox }: SkippedStage, phone: string, method: string): number {
  return sandbox.control.calls().counts[phone.slice(1)]?.[method] ?? 0;
}
