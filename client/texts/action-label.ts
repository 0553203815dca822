import type { Action, Step } from '../../domain/login-view.ts';
import * as texts from './texts.ts';

/** As buttons and menu entries: what a choice gives up is said before it is made. */
export function actionLabel({ kind }: Pick<Step, 'kind'>, action: Action): string {
  return action === 'scan' && kind === 'enterCode' ? texts.login.scanInstead : texts.login.actions[action];
}
