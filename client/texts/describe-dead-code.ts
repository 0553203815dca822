import type { LoginView, Step } from '../../domain/login-view.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';

/** What became of the code before, of the fresh one, and why codes die. */
export function describeDeadCode(
  { error, typed }: NonNullable<LoginView['codeDied']>,
  step: Pick<Step, 'kind'>,
): readonly string[] {
  const fresh =
    step.kind === 'requesting'
      ? texts.login.deadCode.onItsWay
      : step.kind === 'enterCode'
        ? texts.login.deadCode.sent
        : '';
  return [
    fill(texts.login.deadCode.sentence, {
      code: typed ? texts.login.deadCode.typed : texts.login.deadCode.untyped,
      error,
      fresh,
    }),
    // An offer says it by itself.
    ...(error === 'PHONE_CODE_EXPIRED' && step.kind !== 'restartOffered' ? [texts.login.whyCodesDie] : []),
  ];
}
