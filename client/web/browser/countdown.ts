import type { Step } from '../../../domain/login-view.ts';
import * as texts from '../../texts/texts.ts';
import { el, setText } from './elements.ts';

/** Minutes and seconds until the next code may go out. Not read out while it runs: the lines beside it say when. */
export function countdown(): { element: HTMLElement; tick: (step: Step, nowMs: number) => void } {
  const label = el('span');
  const clock = el('span', { class: 'clock' });
  const element = el('p', { class: 'countdown', role: 'timer', 'aria-live': 'off', hidden: true }, label, ' ', clock);
  return {
    element,
    tick: (step, nowMs) => {
      const next = nextSend(step);
      element.hidden = next === undefined || next.atMs <= nowMs;
      if (next === undefined || element.hidden) return;
      const seconds = Math.ceil((next.atMs - nowMs) / 1_000);
      setText(label, next.label);
      setText(clock, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
    },
  };
}

function nextSend(step: Step): { atMs: number; label: string } | undefined {
  if (step.kind === 'outcomeUnknown') return { atMs: step.nextSendAtMs, label: texts.console.loginPage.automatic };
  if (step.kind === 'serverWait') {
    return {
      atMs: step.untilMs,
      label: step.thenSends ? texts.console.loginPage.automatic : texts.console.loginPage.onRequest,
    };
  }
  if (step.kind !== 'enterCode') return undefined;
  const { next, heldUntilMs = 0 } = step;
  if (next.kind === 'automatic')
    return { atMs: Math.max(next.atMs, heldUntilMs), label: texts.console.loginPage.automatic };
  return next.kind === 'onRequest' ? { atMs: next.fromMs, label: texts.console.loginPage.onRequest } : undefined;
}
