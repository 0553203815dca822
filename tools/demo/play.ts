import type { CommandContext } from '../../client/cli/command-context.ts';
import { FAILED, LEFT } from '../../client/cli/exit-codes.ts';
import { promptChoice } from '../../client/cli/live-prompt.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { openStage, type Stage } from '../stage/open-stage.ts';
import { Board } from './board.ts';
import { firstLines } from './first-lines.ts';
import { Player } from './player.ts';
import { boardLines, type Scoreboard } from './scoreboard.ts';
import { StoppedError, unlessStopped } from './stopping.ts';
import { stories, type StoryName } from './stories.ts';
import { tellStory } from './tell-story.ts';
import { resetTerminal } from './terminal.ts';

/** Shorter than usual: nobody watches a demo wait. */
const limits = { lostSendWaitMs: 30_000, entryHoldMs: 15_000 };

/** Lets the person at the terminal play sign-ins until they leave. Answers with the exit code. */
export async function playAtTerminal(signal: AbortSignal): Promise<number> {
  const context = contextAt(signal);
  const scoreboard: Scoreboard = { inbox: () => [], news: 'The worker starts.', workerKills: 0 };
  const board = new Board(process.stdout, () => boardLines(scoreboard));
  let stage: Stage | undefined;
  for (const line of firstLines) context.print(line);
  try {
    stage = await openStage({ onProgress: context.print, signal, limits });
    board.open();
    return await unlessStopped(signal, play(new Player(stage, context, scoreboard)));
  } catch (error) {
    // A signal may surface as any error of what was under way.
    return exitCodeFor(signal.aborted ? signal.reason : error, context);
  } finally {
    resetTerminal();
    if (stage !== undefined) context.note('Ending the worker and the Temporal server, removing the temporary folder.');
    const trouble = await stage?.close().then(undefined, describeError);
    board.close();
    context.note(trouble === undefined ? 'Nothing of it is left.' : `Not everything was closed: ${trouble}`);
  }
}

async function play(player: Player): Promise<number> {
  const { signal, print } = player.context;
  try {
    print('Getting a worker ready …');
    await player.hands.startWorker();
    print(`Codes arrive in the inbox above; type them as they come.\n`);
    for (;;) {
      const choice = await promptChoice({ message: () => 'Which story?', signal }, choices);
      if (choice.kind !== 'answer') return LEFT;
      if (choice.value === 'leave') return 0;
      const { left } = await tellStory(player, stories[choice.value]);
      if (left) return LEFT;
    }
  } finally {
    player.leave();
  }
}

const choices: readonly { value: StoryName | 'leave'; label: string }[] = [
  { value: 'missed', label: stories.missed.title },
  { value: 'call', label: stories.call.title },
  { value: 'quiet', label: stories.quiet.title },
  { value: 'flood', label: stories.flood.title },
  { value: 'lostSend', label: stories.lostSend.title },
  { value: 'free', label: stories.free.title },
  { value: 'leave', label: 'Leave' },
];

function contextAt(signal: AbortSignal): CommandContext {
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  return {
    env: {},
    actor: 'cli:demo',
    stdin: process.stdin,
    interactive: true,
    print,
    // A line that counts may stand there.
    note: (line) => print(`\r\u001b[2K${line}`),
    signal,
    exitWith: () => undefined,
  };
}

function exitCodeFor(error: unknown, context: CommandContext): number {
  if (error instanceof StoppedError) return error.exitCode;
  context.note(`The demo cannot go on: ${describeError(error)}`);
  return FAILED;
}
