import type { LoginView } from '../../domain/login-view.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { type TimeStyle, until } from './times.ts';

/** How it stands with the QR code itself, for who is shown it. Undefined at every other step. */
export function describeScan({ step, scan }: LoginView, nowMs: number, style: TimeStyle): string | undefined {
  if (step.kind !== 'scan') return undefined;
  const words = texts.login.scan;
  if (scan === undefined) return words.onItsWay;
  if (scan.expiresAtMs <= nowMs) return words.expired;
  return fill(words.validUntil, { time: until(scan.expiresAtMs, nowMs, style) });
}
