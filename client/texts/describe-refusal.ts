import type { Refusal } from '../../domain/decision.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { since, type TimeStyle, when } from './times.ts';

/** Why a command changed nothing. */
export function describeRefusal(refusal: Refusal, nowMs: number, style: TimeStyle): string {
  return fill(texts.login.refusals[refusal.code], valuesOf(refusal, nowMs, style));
}

function valuesOf(refusal: Refusal, nowMs: number, style: TimeStyle): Record<string, string | number> {
  switch (refusal.code) {
    case 'CODE_WRONG_LENGTH':
      return { expected: refusal.expected, received: refusal.received };
    case 'CODE_WRONG_BEGINNING':
      return { beginning: refusal.beginning };
    case 'CODE_WRONG_PATTERN':
      return { pattern: refusal.pattern };
    case 'TOO_EARLY':
      return { time: since(refusal.fromMs, nowMs, style) };
    case 'SEND_BUDGET_USED_UP':
      return { time: when(refusal.freeAtMs, nowMs, style) };
    default:
      return {};
  }
}
