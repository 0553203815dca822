import { setTimeout as pause } from 'node:timers/promises';
import { chatCardId } from '../../contracts/chat-messages.ts';
import { loginWorkflowId } from '../../contracts/names.ts';
import { startBotApi } from '../../sandbox/bot-api/start-bot-api.ts';
import { billableActions } from '../stage/billable-actions.ts';
import { isAt } from '../stage/next-view.ts';
import type { Ground } from './open-ground.ts';

const OPERATOR = 46_070_001;
const TOKEN = '4607001:AAH-a_token_of_the_bench_alone_000000000';
const PATIENCE_MS = 30_000;

/** Temporal's billable actions of one sign-in that an operator starts in the chat: the sign-in's and its card's. */
export async function chatBillableActions(ground: Ground): Promise<number> {
  const { sandbox, logins, client } = ground;
  const api = await startBotApi({
    token: TOKEN,
    bot: { id: 4_607_001, username: 'latchkey_bench_bot', firstName: 'Latchkey' },
    users: [{ id: OPERATOR, firstName: 'Ana' }],
  });
  const bot = await ground.bot({
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: api.url,
    LATCHKEY_OPERATORS: `${OPERATOR}:operator`,
    LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org',
  });
  try {
    const phone = await ground.freshNumber();
    const { numberId, label } = await logins.number(phone);
    api.chats.say(OPERATOR, OPERATOR, `/login ${label}`);
    const shown = (text: string) => async () =>
      api.chats.messages(OPERATOR).some((message) => message.text.includes(text));
    await until(shown('Code sent'));
    const view = await logins.view(numberId);
    if (view === undefined || !isAt(view, 'enterCode'))
      throw new Error('The card says that a code was sent, the view does not.');
    await logins.enterCode(numberId, view.stepId, await sandbox.code(phone));
    await until(shown('Signed in as'));
    const runs = [chatCardId(view.loginId), loginWorkflowId(numberId)].map((id) => client.workflow.getHandle(id));
    await Promise.all(runs.map((run) => run.result()));
    const histories = await Promise.all(runs.map((run) => run.fetchHistory()));
    return histories.reduce((sum, { events }) => sum + billableActions(events ?? []), 0);
  } finally {
    await bot.stop();
    await api.close();
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error('The bot has shown nothing for 30 seconds.');
    await pause(25);
  }
}
