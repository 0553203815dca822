import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { askConsent } from '../client/cli/ask-live-check.ts';
import { attendLiveCheck } from '../client/cli/attend-live-check.ts';
import type { CommandContext } from '../client/cli/command-context.ts';
import { FAILED, LEFT } from '../client/cli/exit-codes.ts';
import { phoneArgument } from '../client/cli/number-argument.ts';
import { withLogins } from '../client/cli/open-logins.ts';
import { isLoggedOut, putBack } from '../client/cli/put-back.ts';
import { statusLine } from '../client/cli/status-line.ts';
import { UsageError } from '../client/cli/usage-error.ts';
import { liveReport } from '../client/live-check/live-report.ts';
import { progressOf } from '../client/live-check/progress.ts';
import { LoginClientError } from '../client/login-client-error.ts';
import { fill } from '../client/texts/fill.ts';
import * as texts from '../client/texts/texts.ts';
import { duration } from '../client/texts/times.ts';
import type { LiveDone, LiveStep, SendNumber } from '../contracts/live-check.ts';
import { SENDS_WINDOW_MS } from '../domain/limits.ts';
import manifest from '../package.json' with { type: 'json' };
import { describeError } from '../runtime/describe-error.ts';
import { telegramConfig } from '../runtime/telegram-config.ts';
import { stepInAProcess } from './step-in-a-process.ts';

const words = texts.liveCheck;

/** A code of an earlier check that is older than this is not worth a person's time. */
const WORTH_RESUMING_MS = 10 * 60_000;

type Options = { sends: string; out?: string };

/** `latchkey doctor --live`: asks the person, leads through the check, prints its report. */
export async function runLiveCheck(context: CommandContext, typed: string, { sends, out }: Options): Promise<void> {
  const { phone, shown } = phoneArgument(typed);
  if (sends !== '1' && sends !== '2') throw new UsageError(words.notOneOrTwo);
  const sendsAllowed: SendNumber = sends === '1' ? 1 : 2;
  const { note, signal } = context;
  await withLogins(context, async ({ config, records, logins }) => {
    const isTelegram = telegramConfig(config).elsewhere === undefined;
    const { numberId } = await logins.number(phone);
    const refuseRunning = async (): Promise<void> => {
      const { state } = await logins.describe(numberId);
      if (state === 'running') throw new LoginClientError('LOGIN_RUNNING', words.loginRunning);
    };
    await refuseRunning();
    const { used } = await records.sendsUsed(numberId, { limit: config.sendsPerDay, windowMs: SENDS_WINDOW_MS });
    const left = Math.max(0, config.sendsPerDay - used);
    for (const line of consentLines({ isTelegram, shown, left, sendsAllowed })) note(line);
    const confirmed = await askConsent(signal);
    if (confirmed.kind !== 'answer' || confirmed.value.trim() !== phone.slice(-4)) {
      note(words.notConfirmed);
      context.exitWith(confirmed.kind === 'answer' ? FAILED : LEFT);
      return;
    }
    // The question may have stood for long.
    await refuseRunning();
    const audit = async (act: string, detail: string): Promise<void> =>
      await records.appendAudit([
        { auditId: randomUUID(), atMs: Date.now(), numberId, actor: context.actor, act, detail },
      ]);
    const stepOf = (runId: string) => async (step: LiveStep, doing: string) => {
      const line = statusLine(process.stdout, () => doing);
      try {
        return await stepInAProcess(context.env, { numberId, runId, step });
      } finally {
        line.stop();
      }
    };
    const begun = await begin(stepOf, note);
    if (begun === undefined) {
      context.exitWith(FAILED);
      return;
    }
    const { runId, facts } = begun;
    await audit('liveCheck', 'begun');
    const over = await attendLiveCheck({ before: begun.before, sendsAllowed, step: stepOf(runId), note, signal });
    await audit('liveCheck', over.ending);
    const check = { ...over, sendsAllowed, facts: { ...facts, latchkey: manifest.version } };
    const report = liveReport(check);
    context.print(report);
    if (out !== undefined) await write(out, report, note);
    if (over.ending === 'left') context.exitWith(LEFT);
    else if (over.ending !== 'signedIn' || !isLoggedOut(over.seen)) context.exitWith(FAILED);
  });
}

type Begun = Required<LiveDone>['begun'] & { before: Pick<LiveDone, 'seen' | 'deliveries'> };
type StepOf = (runId: string) => (step: LiveStep, doing: string) => Promise<LiveDone>;

/** The check that was left, as long as its code is fresh; else a new one, once that one is put away. */
async function begin(stepOf: StepOf, note: CommandContext['note']): Promise<Begun | undefined> {
  for (let again = true; ; again = false) {
    const { begun, ...before } = await stepOf('')({ kind: 'begin' }, words.asking);
    if (begun === undefined) throw new Error(words.stepDied);
    const { sends } = progressOf(before.seen);
    if (before.seen.length === 0) return { ...begun, before };
    const age = duration(begun.ageMs);
    if (begun.ageMs < WORTH_RESUMING_MS) {
      note(fill(words.goesOn, { age, sends }));
      return { ...begun, before };
    }
    if (!again) {
      note(words.oldOneStays);
      return undefined;
    }
    note(fill(words.oldOne, { age }));
    const seen = [...before.seen];
    const step = async (wanted: LiveStep, doing: string): Promise<LiveDone> => {
      const done = await stepOf(begun.runId)(wanted, doing);
      seen.push(...done.seen);
      return done;
    };
    await putBack({ seen, ending: 'left', step, note });
  }
}

type Consent = { isTelegram: boolean; shown: string; left: number; sendsAllowed: SendNumber };

function consentLines({ isTelegram, shown, left, sendsAllowed }: Consent): string[] {
  const { what, telegram, other, sends, owner, stop } = words.consent;
  return [
    fill(what, { where: isTelegram ? telegram : other, number: shown }),
    fill(sends[sendsAllowed === 1 ? 'one' : 'two'], { left }),
    owner,
    stop,
  ];
}

async function write(file: string, report: string, note: CommandContext['note']): Promise<void> {
  try {
    await writeFile(file, `${report}\n`, { mode: 0o600 });
    note(fill(words.written, { file }));
  } catch (error) {
    note(fill(words.notWritten, { file, error: describeError(error) }));
  }
}
