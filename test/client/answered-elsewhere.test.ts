import { expect, it } from 'vitest';
import { answeredElsewhere } from '../../client/cli/answered-elsewhere.ts';
import type { LoginView, Step } from '../../domain/login-view.ts';
import { allSteps, viewWith } from './views.ts';

const NOW = 1_800_000_000_000;

function view(kind: Step['kind'], stepId: string, fits: (step: Step) => boolean = () => true): LoginView {
  const step = allSteps(NOW).find((each) => each.kind === kind && fits(each));
  if (step === undefined) throw new Error(`There is no step ${kind} like that.`);
  return { ...viewWith(step), stepId };
}

const plain = (step: Step): boolean => !('problem' in step);
const wrongCode = (step: Step): boolean => step.kind === 'enterCode' && step.problem?.kind === 'wrongCode';
const shown = view('enterCode', 'a/2', plain);

it.each([
  ['a wrong code', view('enterCode', 'a/4', wrongCode)],
  ['a code under check', view('checkingCode', 'a/3')],
  ['a right code', view('signedIn', 'a/4')],
  ['a password asked for', view('enterPassword', 'a/4')],
])('takes %s for an answer from elsewhere', (_what, newer) => {
  expect(answeredElsewhere(shown, newer)).toBe(true);
});

it.each([
  ['a resend under way', view('resending', 'a/3')],
  ['a further code', view('enterCode', 'a/4', plain)],
  ['a cancel', view('cancelled', 'a/4')],
  ['the same question', view('enterCode', 'a/2', wrongCode)],
  ['another sign-in', { ...view('enterCode', 'b/4', wrongCode), loginId: 'b' }],
])('takes %s for none', (_what, newer) => {
  expect(answeredElsewhere(shown, newer)).toBe(false);
});
