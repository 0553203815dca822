import { styleText } from 'node:util';
import { attendLogin } from '../../client/cli/attend-login.ts';
import { viewPrinter } from '../../client/cli/print-view.ts';
import { statusLine } from '../../client/cli/status-line.ts';
import type { LoginView } from '../../domain/login-view.ts';
import type { Player } from './player.ts';
import type { Story } from './stories.ts';

const SENT_WITHIN_MS = 20_000;

/** One sign-in, played by a person. `left`: with Ctrl-C at a prompt. */
export async function tellStory(player: Player, story: Story): Promise<{ left: boolean }> {
  const { context, stage, hands } = player;
  const { phone, label } = player.nextPhone();
  await stage.enrol(phone, label, story.account);
  context.print(`\n${styleText('bold', story.title)}`);
  for (const line of story.telling) context.print(line);
  context.print('');
  try {
    const first = await begin(player, story, phone);
    const printView = viewPrinter(context, { json: false, phone, attended: true });
    const { left } = await attendLogin(player.logins, first, context, printView);
    if (left) return { left };
    const calls = Object.entries(await hands.calls(phone)).map(([method, count]) => `${method} ${count}`);
    context.print(`The data centre has seen, for this number: ${calls.join(', ')}.\n`);
    return { left };
  } finally {
    player.storyEnds();
  }
}

async function begin(player: Player, story: Story, phone: string): Promise<LoginView> {
  const { logins, context } = player;
  const { signal, note } = context;
  const line = statusLine(process.stdout, () => 'Asking Telegram for a code');
  try {
    const onSilent = ({ message }: { message: string }): void => note(message);
    const started = logins.start(phone, { signal, onSilent });
    started.catch(() => undefined);
    if (story.begins === 'workerDiesWhileSending') await killWhileSending(player, phone);
    return (await started).view;
  } finally {
    line.stop();
  }
}

async function killWhileSending(player: Player, phone: string): Promise<void> {
  const { control } = player.stage.sandbox;
  const sendCode = { method: 'auth.sendCode', phone };
  control.setFaults([{ ...sendCode, action: 'holdReply' }]);
  await control.waitForCalls({ ...sendCode, timeoutMs: SENT_WITHIN_MS });
  await player.replaceWorker(() => control.releaseReplies());
}
