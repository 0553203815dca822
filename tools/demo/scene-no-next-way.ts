import { isAt } from '../stage/next-view.ts';
import { holds } from './expect.ts';
import type { Narrator } from './narrator.ts';
import { QUIET_PHONE } from './script.ts';
import type { StageHands } from './stage-hands.ts';

/** App without next_type, and nothing arrives: what the person is asked and offered. */
export async function sceneNoNextWay(hands: StageHands, narrator: Narrator, numberId: string): Promise<void> {
  narrator.scene('3. The ordinary case of third-party API ids: no further way, and no code');
  const { logins } = hands.stage;
  const { view } = await logins.start(QUIET_PHONE);
  narrator.view(view);
  holds(
    isAt(view, 'enterCode') && view.step.advice === 'isOpenOnDevice',
    'the person is asked where the account is open',
  );
  narrator.does('"It is open on a device."');
  const open = await logins.noCode(numberId, view.stepId, true);
  narrator.view(open.view);
  narrator.does('"It is open nowhere."');
  const nowhere = await logins.noCode(numberId, open.view.stepId, false);
  narrator.view(nowhere.view);
  narrator.does('"Later, then."');
  const later = await logins.later(numberId, nowhere.view.stepId);
  narrator.view(later.view);
  holds(isAt(later.view, 'cancelled'), 'the sign-in ends when it is put off');
}
