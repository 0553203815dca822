import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { PASSWORD } from './script.ts';

export type Story = {
  title: string;
  /** What the person is told before it begins. */
  telling: readonly string[];
  account: ScenarioInput;
  /** Else the sign-in begins as any other. */
  begins?: 'workerDiesWhileSending';
};

const account = { password2fa: { password: PASSWORD, hint: 'four words' }, user: { firstName: 'Support' } };

export const stories = {
  missed: {
    title: 'Code missed in the app, then a text message by itself',
    telling: [
      'The first code goes to the Telegram app, and nobody looks there. After 15 s',
      'Telegram allows another way, and the sign-in asks for a text message by',
      'itself. Wait for that one, or type the first while it is the newest: whoever',
      'types, or has just mistyped, has it held back for 15 s.',
    ],
    account: { ...account, deliveries: [{ type: 'App', timeoutSeconds: 15 }, { type: 'Sms' }] },
  },
  call: {
    title: 'The text message never comes; a phone call can be asked for',
    telling: [
      'Telegram says that it sent a text message, and it never arrives. A call rings',
      'a phone, so it is not made by itself: after 8 s press Enter alone and choose',
      '"Send another code now".',
    ],
    account: { ...account, deliveries: [{ type: 'Sms', delivered: false, timeoutSeconds: 8 }, { type: 'Call' }] },
  },
  quiet: {
    title: 'No further way and no code: the usual case of an API id',
    telling: [
      'Telegram offers one way only, and nothing arrives. Press Enter alone, choose',
      '"No code came", and read what is asked and advised. "End it for now" ends it.',
    ],
    account: { ...account, deliveries: [{ type: 'App', delivered: false }] },
  },
  flood: {
    title: 'Flood wait: Telegram wants a pause before it sends a code',
    telling: [
      'Telegram answers FLOOD_WAIT_20. The pause is a durable timer: kill the worker',
      'meanwhile (Ctrl-X), and the code goes out in time all the same.',
    ],
    account: { ...account, floodWaitSeconds: { 'auth.sendCode': 20 } },
  },
  lostSend: {
    title: 'Killed while the code is being sent: the hardest instant',
    telling: [
      'The data centre handles auth.sendCode and keeps its reply back; the worker is',
      'killed. A code arrives, and what belongs to it is lost. The next worker says',
      'so, and sends no second code before its time.',
    ],
    account,
    begins: 'workerDiesWhileSending',
  },
  free: {
    title: 'A plain sign-in: kill the worker and cut connections as you like',
    telling: [
      'At any prompt, Ctrl-X kills the worker (SIGKILL) and another one takes over;',
      'Ctrl-O lets the data centre handle the next call and cut the connection',
      'before its reply. Nothing is asked twice, and no second code goes out.',
    ],
    account,
  },
} as const satisfies Record<string, Story>;

export type StoryName = keyof typeof stories;
