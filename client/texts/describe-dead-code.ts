import type { LoginView, Step } from '../../domain/login-view.ts';
import { deadCode, whyCodesDie } from './en.ts';

/** What became of the code before, of the fresh one, and why codes die. */
export function describeDeadCode(
  { error, typed }: NonNullable<LoginView['codeDied']>,
  step: Pick<Step, 'kind'>,
): readonly string[] {
  const next = step.kind === 'requesting' ? deadCode.onItsWay : step.kind === 'enterCode' ? deadCode.sent : '';
  return [
    `${typed ? deadCode.typed : deadCode.untyped} (Telegram: ${error})${next}.`,
    // An offer says it by itself.
    ...(error === 'PHONE_CODE_EXPIRED' && step.kind !== 'restartOffered' ? [whyCodesDie] : []),
  ];
}
