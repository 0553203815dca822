import type { ScenarioInput } from '../../../sandbox/accounts/scenario.ts';
import { PASSWORD } from '../script.ts';

/** An account that is played on the page. */
export type PageStory = {
  title: string;
  account: ScenarioInput;
  /** What to do about its code, where that is another thing than usual. */
  atCode?: string;
  /** The same, once a wrong code was typed, another one has been sent, or advice was given. */
  afterwards?: string;
};

const user = { firstName: 'Support' };
const password2fa = { password: PASSWORD, hint: 'four words' };

/** One after another, and from the beginning again. */
export const pageStories: readonly [PageStory, ...PageStory[]] = [
  {
    title: 'Code in the app, then the password',
    account: { user, password2fa, deliveries: [{ type: 'App', timeoutSeconds: 120 }, { type: 'Sms' }] },
  },
  {
    title: 'Missed in the app, then a text message by itself',
    account: { user, deliveries: [{ type: 'App', delivered: false, timeoutSeconds: 10 }, { type: 'Sms' }] },
    atCode:
      'The code went to the app, and nobody sees it there. Wait: when the server’s 10 seconds are over, another one goes out as a text message by itself. Kill Temporal meanwhile, if you like.',
    afterwards: 'The text message is there. Enter its code in the chat.',
  },
  {
    title: 'A wrong code first',
    account: { user, code: '46071', deliveries: [{ type: 'Sms' }] },
    atCode: 'Mistype it first: enter 11111 instead of what the phone shows.',
    afterwards: 'A wrong code is told, and nothing else happens. Now enter the right one.',
  },
  {
    title: 'No text message, but a call on demand',
    account: { user, deliveries: [{ type: 'Sms', delivered: false, timeoutSeconds: 8 }, { type: 'Call' }] },
    atCode:
      'Telegram says that it sent a text message, and none comes. A call rings a phone, so it is asked for: after 8 seconds press the button for another code.',
    afterwards: 'A voice reads the code out. Enter it in the chat.',
  },
  {
    title: 'No code and no next way',
    account: { user, deliveries: [{ type: 'App', delivered: false }] },
    atCode:
      'Telegram offers one way only, and nothing arrives: the usual case of an API id. Say in the chat that no code came, read what is advised, then cancel the sign-in.',
    afterwards:
      'Read what the bot advises (it edits a message every ten seconds at most), then cancel the sign-in in the chat.',
  },
];

export function storyAt(place: number): PageStory {
  return pageStories[place % pageStories.length] ?? pageStories[0];
}
