import type { LiveDone, LiveStep, Seen, SendNumber } from '../../contracts/live-check.ts';
import { codeFormatOf, readCode } from '../../domain/code-entry.ts';
import type { Delivery } from '../../domain/sent-code.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { secondSendBy } from '../live-check/about-second-send.ts';
import { describeSeen } from '../live-check/describe-seen.ts';
import type { Said } from '../live-check/live-check.ts';
import { type Ending, type Progress, progressOf } from '../live-check/progress.ts';
import { isSignIn, sendOf } from '../live-check/seen-sends.ts';
import { computeProof } from '../srp/compute-proof.ts';
import { whereIsIt } from '../texts/describe-code.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { askHidden, askWish, type SecondSend } from './ask-live-check.ts';
import { putBack } from './put-back.ts';

const words = texts.liveCheck;

export type AttendedCheck = {
  /** What an earlier command of the same check has seen, and where its codes went. */
  before: Pick<LiveDone, 'seen' | 'deliveries'>;
  sendsAllowed: SendNumber;
  /** Runs a step and waits for its process to end. `doing` is shown meanwhile. */
  step: (step: LiveStep, doing: string) => Promise<LiveDone>;
  note: (line: string) => void;
  signal: AbortSignal;
};

/** Leads a person through a check, and puts everything back, however it ends. */
export async function attendLiveCheck(check: AttendedCheck): Promise<{ seen: Seen[]; said: Said; ending: Ending }> {
  const { note, before, signal } = check;
  const seen = [...before.seen];
  const said: Said = {};
  const deliveries = { ...before.deliveries };
  const typed: Partial<Record<SendNumber, string>> = {};
  const step = async (wanted: LiveStep, doing: string): Promise<LiveDone> => {
    const done = await check.step(wanted, doing);
    seen.push(...done.seen);
    Object.assign(deliveries, done.deliveries);
    return done;
  };
  let ending: Ending;
  try {
    ending = await untilOver();
  } catch (error) {
    note(describeError(error));
    ending = signal.aborted ? 'left' : 'stepFailed';
  }
  await putBack({ seen, ending, step, note });
  return { seen, said, ending };

  async function untilOver(): Promise<Ending> {
    for (;;) {
      const progress = progressOf(seen);
      const { stage } = progress;
      if (stage.kind === 'over') return stage.ending;
      if (signal.aborted) return 'left';
      const chosen = await advance(progress);
      if (chosen !== undefined) return chosen;
    }
  }

  /** One step further; an ending where the person chose one. */
  async function advance(progress: Progress): Promise<Ending | undefined> {
    switch (progress.stage.kind) {
      case 'fresh':
        await send(1, 'auth.sendCode');
        return undefined;
      case 'codeOut':
        return await withCodeOut(progress);
      case 'passwordWanted':
        return await password(progress);
      case 'unsure':
        await step({ kind: 'whoAmI' }, words.checking);
        return undefined;
      case 'over':
        return progress.stage.ending;
    }
  }

  async function send(number: SendNumber, method: 'auth.sendCode' | 'auth.resendCode'): Promise<void> {
    const done = await step({ kind: 'send', send: number, method }, words.asking);
    const answer = done.seen.at(-1)?.answer;
    const delivery = done.deliveries?.[number];
    if (answer !== undefined) note(fill(words.announced, { answer: describeSeen(answer) }));
    if (delivery !== undefined) note(whereIsIt(delivery));
  }

  async function withCodeOut({ usable, sends }: Progress): Promise<Ending | undefined> {
    const newest = usable.at(-1);
    const isFirstOpen = usable.length === 2 && typed[1] === undefined && !seen.some(isTryOfFirst);
    if (isFirstOpen) return await code(1, 'firstCode');
    const second = sends === 1 && check.sendsAllowed === 2 && !seen.some(isSignIn) ? secondOf(seen) : undefined;
    const wish = await askWish({ canEnter: newest !== undefined, ...(second === undefined ? {} : { second }) }, signal);
    switch (wish) {
      case 'enter':
        return await code(newest ?? 1, 'code');
      case 'second':
        await send(2, secondSendBy(seen) ?? 'auth.sendCode');
        return undefined;
      case 'noCode':
        said.noCode = true;
        return 'noCode';
      case 'stop':
        return 'left';
    }
  }

  async function code(number: SendNumber, question: 'code' | 'firstCode'): Promise<Ending | undefined> {
    const answer = await askHidden(question, signal);
    if (answer.kind !== 'answer') return 'left';
    if (answer.value.trim() === '') {
      if (question === 'firstCode') typed[1] = '';
      return undefined;
    }
    const entry = read(answer.value, deliveries[number]);
    if (entry.kind === 'refused') {
      note(describeRefusal(entry.refusal, Date.now(), { times: 'relative' }));
      return undefined;
    }
    typed[number] = entry.code;
    if (typed[1] !== undefined && typed[1] !== '' && typed[2] !== undefined) said.sameCode = typed[1] === typed[2];
    const attempt = seen.filter(isSignIn).length + 1;
    await retold(await step({ kind: 'signIn', send: number, code: entry.code, attempt }, words.checking));
    return undefined;
  }

  async function password({ passwordTries }: Progress): Promise<Ending | undefined> {
    const answer = await askHidden('password', signal);
    if (answer.kind !== 'answer') return 'left';
    if (answer.value === '') return 'noPassword';
    const { challenge } = await step({ kind: 'challenge' }, words.checking);
    if (challenge === undefined) return undefined;
    const proof = await computeProof(answer.value, challenge);
    await retold(await step({ kind: 'checkPassword', proof, attempt: passwordTries + 1 }, words.checking));
    return undefined;
  }

  /** Says what Telegram did not take, where another try follows. */
  async function retold({ seen: [last] }: LiveDone): Promise<void> {
    const { kind } = progressOf(seen).stage;
    if (last?.answer.kind === 'refused' && (kind === 'codeOut' || kind === 'passwordWanted'))
      note(fill(words.announced, { answer: describeSeen(last.answer) }));
  }
}

function isTryOfFirst(seen: Seen): boolean {
  return isSignIn(seen) && seen.send === 1;
}

function secondOf(seen: readonly Seen[]): SecondSend | undefined {
  const method = secondSendBy(seen);
  if (method === undefined) return undefined;
  const first = sendOf(seen, 1)?.answer;
  const nextType = first?.kind === 'sentCode' ? first.nextType : undefined;
  return method === 'auth.sendCode' || nextType === undefined ? { kind: 'sendAgain' } : { kind: 'resend', nextType };
}

function read(typed: string, delivery: Delivery | undefined): ReturnType<typeof readCode> {
  return readCode(typed, delivery === undefined ? { kind: 'text' } : codeFormatOf(delivery));
}
