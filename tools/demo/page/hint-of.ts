import type { StepKind } from '../../../domain/login-view.ts';
import { PASSWORD } from '../script.ts';
import type { Broken, Hint } from './page-state.ts';
import type { PageStory } from './page-stories.ts';

export type HintFacts = {
  label: string;
  story: PageStory;
  isFirst: boolean;
  /** The label of an earlier account whose sign-in goes on. */
  unfinished: string | undefined;
  /** The label of an account that nobody has begun with. */
  untouched: string | undefined;
  step: StepKind | undefined;
  /** Something arrived on the phone, the newest of it. */
  code: string | undefined;
  /** A wrong code was told, or another one was sent, or advice was asked for. */
  wentOn: boolean;
  workerRuns: boolean;
  codesSent: number;
  askedTwice: number;
  /** During this sign-in. */
  broken: Broken;
};

const usual: Record<Exclude<StepKind, 'signedIn'>, Hint> = {
  requesting: { text: 'The worker asks the data centre for a code.' },
  enterCode: { text: 'The code is on the phone. Enter it in the chat: by the keypad, or by the link.' },
  resending: { text: 'Another code is asked for.' },
  checkingCode: { text: 'The code is being checked. Kill what you like meanwhile.' },
  enterPassword: {
    text: `Now the password, which never leaves the browser: open the link in the chat and enter “${PASSWORD}”.`,
    offer: { kind: 'copy', text: PASSWORD },
  },
  checkingPassword: { text: 'The proof of the password is being checked.' },
  scan: { text: 'A QR code is shown in the chat. No phone here can scan it: ask for a fresh code instead.' },
  enterRecoveryCode: { text: 'A code was mailed to the owner of the account. Open the link in the chat and enter it.' },
  chooseRecovery: { text: 'Open the link in the chat and choose: a new password, or none.' },
  recovering: { text: 'The data centre is asked.' },
  serverWait: { text: 'The data centre wants a pause: a durable timer, whatever is killed meanwhile.' },
  outcomeUnknown: {
    text: 'The reply to the request for a code was lost, so nobody knows which code belongs to it. The chat says when the next one goes out.',
  },
  enterEmail: { text: 'The data centre wants a login e-mail address: open the link in the chat.' },
  sendingEmailCode: { text: 'The address is handed in.' },
  resettingEmail: { text: 'The login e-mail address is being reset.' },
  putOff: {
    text: 'Put off: a durable timer, whatever is killed meanwhile. The chat asks for a fresh code before it, too.',
  },
  restartOffered: { text: 'That code is dead. Ask for a fresh one in the chat.' },
  closing: { text: 'The data centre is told that no code is wanted any more.' },
  cancelled: { text: 'Ended, as you wished.' },
  failed: { text: 'This one has failed, and the chat says why.' },
};

/** What a newcomer does next. */
export function hintOf({
  label,
  story,
  isFirst,
  unfinished,
  untouched,
  step,
  code,
  wentOn,
  workerRuns,
  codesSent,
  askedTwice,
  broken,
}: HintFacts): Hint {
  if (step === undefined && unfinished !== undefined) {
    return {
      text: `An operator has one entry at a time: finish the sign-in of “${unfinished}” or cancel it, then write /login ${label}.`,
      offer: { kind: 'say', text: `/login ${label}` },
    };
  }
  if (step === undefined) {
    return {
      text: `You are Ana, an operator. Sign the account “${label}” in: write /login ${label} to the bot.`,
      offer: { kind: 'say', text: `/login ${label}` },
    };
  }
  if (step === 'signedIn') return withNext(endOf({ codesSent, askedTwice, broken }), untouched);
  if (step === 'cancelled' || step === 'failed') return withNext(usual[step].text, untouched);
  if (step !== 'enterCode') return usual[step];
  if (isFirst && broken.workers === 0) {
    return {
      text: 'A code is on the phone, and the bot asks for it. Before you enter it: kill the worker that holds this sign-in.',
      button: 'killWorker',
    };
  }
  if (wentOn && story.afterwards !== undefined) return { text: story.afterwards };
  if (story.atCode !== undefined) return { text: story.atCode };
  if (code === undefined) return usual[step];
  const another = workerRuns ? 'Another worker runs already' : 'Another worker is being started';
  const survived = isFirst ? `${another}, and nothing is asked again. ` : '';
  return { text: `${survived}Enter ${code} in the chat: by the keypad, or by the link to the console.` };
}

function withNext(text: string, untouched: string | undefined): Hint {
  if (untouched === undefined) {
    return { text: `${text} Start another account: each goes another way.`, button: 'startAnother' };
  }
  return {
    text: `${text} Next is “${untouched}”: write /login ${untouched}.`,
    offer: { kind: 'say', text: `/login ${untouched}` },
  };
}

type End = Pick<HintFacts, 'codesSent' | 'askedTwice' | 'broken'>;

function endOf({ codesSent, askedTwice, broken: { workers, temporal, connections } }: End): string {
  const kills = [
    ...(workers > 0 ? [`the worker killed ${times(workers)}`] : []),
    ...(temporal > 0 ? [`Temporal killed ${times(temporal)}`] : []),
    ...(connections > 0 ? [`the connection cut ${times(connections)}`] : []),
  ];
  const inSpite = kills.length === 0 ? '' : `, with ${kills.join(' and ')}`;
  const codes = codesSent === 1 ? '1 code was sent' : `${codesSent} codes were sent`;
  const asked = askedTwice === 0 ? 'nothing was asked twice' : `questions asked twice: ${askedTwice}`;
  return `Signed in${inSpite}: ${codes}, and ${asked}.`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
