import { CancellationScope, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import type {
  AlgorithmAnswer,
  ChallengeAnswer,
  CommandAnswer,
  LoginUpdates,
  StartAnswer,
} from '../contracts/login-messages.ts';
import type { Refusal } from '../domain/decision.ts';
import type { ChallengeOutcome, Command } from '../domain/login-event.ts';
import { hasEnded } from '../domain/login-state.ts';
import { checkNumbers, checkPayload } from './check-payload.ts';
import type { LoginRun } from './login-run.ts';

type Commands = {
  [Name in Exclude<keyof LoginUpdates, 'start' | 'passwordChallenge' | 'newPasswordAlgorithm'>]: (
    payload: LoginUpdates[Name],
  ) => Promise<CommandAnswer>;
};

const AT_STEP = ['actor', 'stepId'];
/** What a command carries besides. */
const texts: Readonly<Record<string, readonly string[]>> = {
  cancel: ['actor'],
  enterCode: [...AT_STEP, 'code'],
  recoveryCode: [...AT_STEP, 'code'],
  recoverPassword: [...AT_STEP, 'confirmation'],
};

/**
 * Updates, because the caller waits for an answer. None has a validator: a rejected `start` would leave a run that
 * nobody asked for, and a refused command answers with the current view anyway.
 *
 * No signals, and no default handler for them: a signal is in the history whoever sent it, and whether it opens depends on
 * the keys of the worker that happens to replay it. One that is not handled is never converted, so it changes nothing on any
 * worker. (A default handler would make the SDK, 1.24, fail the task over a signal named `__temporal_…`.)
 */
export function answerUpdates(run: LoginRun, startedBy: string): void {
  setHandler(defineUpdate<StartAnswer, [LoginUpdates['start']]>('start'), async (payload) => {
    checkPayload(payload, ['requestId', 'actor']);
    const { requestId, actor } = payload;
    const joined = startedBy !== requestId;
    if (joined && !hasEnded(run.state)) run.note({ actor, act: 'joined' });
    if (!joined) await shielded(() => begun(run));
    return { view: run.view(), joined };
  });
  setHandler(
    defineUpdate<ChallengeAnswer, [LoginUpdates['passwordChallenge']]>('passwordChallenge'),
    async (payload) => {
      checkPayload(payload, AT_STEP);
      const { answer, outcome } = await shielded(() => asked(run, { ...payload, type: 'requestChallenge' }));
      return outcome?.kind === 'challenge' ? { ...answer, challenge: outcome.challenge } : answer;
    },
  );
  setHandler(
    defineUpdate<AlgorithmAnswer, [LoginUpdates['newPasswordAlgorithm']]>('newPasswordAlgorithm'),
    async (payload) => {
      checkPayload(payload, AT_STEP);
      const { answer, outcome } = await shielded(() => asked(run, { ...payload, type: 'requestAlgorithm' }));
      return outcome?.kind === 'challenge' && outcome.newAlgorithm !== undefined
        ? { ...answer, algorithm: outcome.newAlgorithm }
        : answer;
    },
  );
  const commands: Commands = {
    enterCode: (payload) => act(run, { ...payload, type: 'enterCode' }),
    openEntry: (payload) => act(run, { ...payload, type: 'openEntry' }),
    resend: (payload) => act(run, { ...payload, type: 'resend' }),
    noCode: (payload) => act(run, { ...payload, type: 'noCode' }),
    restart: (payload) => act(run, { ...payload, type: 'restart' }),
    scan: (payload) => act(run, { ...payload, type: 'scan' }),
    acceptScan: async (payload) => {
      checkPayload(payload, ['reason']);
      return await act(run, { ...payload, type: 'acceptScan' });
    },
    later: (payload) => act(run, { ...payload, type: 'later' }),
    enterEmail: async (payload) => {
      checkPayload(payload, ['email', 'confirmation']);
      return await act(run, { ...payload, type: 'enterEmail' });
    },
    resetEmail: async (payload) => {
      checkPayload(payload, ['confirmation']);
      return await act(run, { ...payload, type: 'resetEmail' });
    },
    cancel: (payload) => act(run, { ...payload, type: 'cancel' }),
    passwordProof: async (payload) => {
      checkPayload(payload.proof, ['srpId', 'a', 'm1']);
      return await act(run, { ...payload, type: 'enterPassword' });
    },
    requestRecovery: (payload) => act(run, { ...payload, type: 'requestRecovery' }),
    recoveryCode: (payload) => act(run, { ...payload, type: 'enterRecoveryCode' }),
    backToPassword: (payload) => act(run, { ...payload, type: 'backToPassword' }),
    recoverPassword: async (payload) => {
      if (payload.settings !== undefined) {
        checkPayload(payload.settings, ['salt1', 'salt2', 'p', 'hash', 'hint']);
        checkNumbers(payload.settings, ['g']);
      }
      return await act(run, { ...payload, type: 'recoverPassword' });
    },
  };
  for (const [name, handle] of Object.entries(commands)) {
    setHandler(defineUpdate<CommandAnswer, [never]>(name), async (payload) => {
      checkPayload(payload, texts[name] ?? AT_STEP);
      return await shielded(() => handle(payload));
    });
  }
}

/** A QR code begins without a call that is answered: whoever looks for the view at once finds it in the records. */
async function begun(run: LoginRun): Promise<void> {
  await run.settled();
  if (run.state.scan === true) await run.drained();
}

/** A call under way is waited for: what a person answers meanwhile is judged by what the call brought. */
async function act(run: LoginRun, command: Command): Promise<CommandAnswer> {
  if (command.type !== 'cancel') await run.settled();
  const { refusal } = run.apply(command);
  if (refusal === undefined) await run.settled();
  return answerOf(run, refusal);
}

function answerOf(run: LoginRun, refusal: Refusal | undefined): CommandAnswer {
  return refusal === undefined ? { view: run.view() } : { view: run.view(), refusal };
}

/** What Telegram asks is handed to whoever wanted to know it, past the state. */
async function asked(
  run: LoginRun,
  command: Command,
): Promise<{ answer: CommandAnswer; outcome?: ChallengeOutcome | undefined }> {
  await run.settled();
  const { refusal, effects } = run.apply(command);
  const effectId = effects[0]?.effectId;
  if (effectId === undefined) return { answer: answerOf(run, refusal) };
  await condition(() => run.challenges.has(effectId));
  const outcome = run.challenges.get(effectId);
  run.challenges.delete(effectId);
  return { answer: answerOf(run, undefined), outcome };
}

/** A cancelled workflow still answers whoever waits. */
function shielded<Result>(handle: () => Promise<Result>): Promise<Result> {
  return CancellationScope.nonCancellable(handle);
}
