import type { Seen } from '../../contracts/live-check.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { answerQuestions } from './answer-questions.ts';
import { describeSeen, processNames } from './describe-seen.ts';
import type { Answer, LiveCheck } from './live-check.ts';
import { isSend } from './seen-sends.ts';

const words = texts.liveCheck;

/**
 * The report of a check in Markdown, to be shown to anybody: it is made of names of Telegram's schema, numbers of seconds and our own
 * sentences, and of nothing that was typed or that tells who the account is.
 */
export function liveReport(check: LiveCheck): string {
  const nameOf = processNames(check.seen);
  return [
    words.title,
    '',
    ...factsOf(check).map((fact) => `- ${fact}`),
    '',
    words.questionsTitle,
    '',
    ...table(
      words.questionColumns,
      answerQuestions(check).map(({ question, answer }) => [
        words.questions[question],
        words.verdicts[answer.verdict],
        groundsOf(answer, nameOf),
      ]),
    ),
    '',
    words.callsTitle,
    '',
    ...table(words.callColumns, callsOf(check.seen, nameOf)),
    '',
  ].join('\n');
}

function factsOf({ facts, seen, ending }: LiveCheck): string[] {
  const { telegram, ...versions } = facts;
  const sends = seen.filter((each) => isSend(each) && each.answer.kind !== 'moved');
  const dcs = [...new Set(seen.filter(({ dcId }) => dcId > 0).map(({ dcId }) => dcId))];
  return [
    telegram ? words.againstTelegram : words.againstOther,
    fill(words.versions, versions),
    fill(words.dataCentres, { dcs: dcs.join(', ') }),
    fill(words.sends, { sends: sends.length }),
    fill(words.ended, { ending: words.whyNot[ending] }),
    leftBehind(seen),
  ];
}

/** What became of the session, or of the codes that were out. */
function leftBehind(seen: readonly Seen[]): string {
  const out = seen.filter(({ method }) => method === 'auth.logOut');
  if (out.length > 0) return out.some(({ answer }) => answer.kind === 'done') ? words.loggedOut : words.notLoggedOut;
  const cancelled = seen.filter(({ method }) => method === 'auth.cancelCode');
  if (cancelled.length === 0) return words.nothingLeft;
  return cancelled.every(({ answer }) => answer.kind === 'done') ? words.cancelled : words.notCancelled;
}

function groundsOf(answer: Answer, nameOf: (process: string) => string): string {
  if (answer.verdict === 'notTried') return words.whyNot[answer.why];
  const grounds = answer.by.map(({ process, method, answer: seen }) =>
    fill(words.ground, { process: nameOf(process), method, answer: describeSeen(seen) }),
  );
  return [...grounds, ...(answer.note === undefined ? [] : [words.notes[answer.note]])].join('; ');
}

function callsOf(seen: readonly Seen[], nameOf: (process: string) => string): string[][] {
  const begun = seen[0]?.atMs ?? 0;
  return seen.map(({ atMs, process, method, send, parallel, dcId, answer, tookMs }) => [
    `+${((atMs - begun) / 1_000).toFixed(1)} s`,
    nameOf(process),
    dcId > 0 ? String(dcId) : '',
    `${method}${send === undefined ? '' : fill(words.ofSend, { send })}${parallel === true ? words.parallelUse : ''}`,
    describeSeen(answer),
    `${tookMs} ms`,
  ]);
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)];
}
