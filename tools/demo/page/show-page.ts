import { describeError } from '../../../runtime/describe-error.ts';
import { startBotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { Closers } from '../../stage/closers.ts';
import { openStage } from '../../stage/open-stage.ts';
import { firstLines } from '../first-lines.ts';
import { StoppedError, unlessStopped } from '../stopping.ts';
import { BOT, BOT_TOKEN, OPERATOR } from './cast.ts';
import { freePort } from '../../stage/free-port.ts';
import { Machine } from './machine.ts';
import { openBrowser } from './open-browser.ts';
import { startPageServer } from './page-server.ts';
import { Show } from './show.ts';

const FAILED = 1;

/** Serves the page until a signal comes. Answers with the exit code; by then nothing of it runs any more. */
export async function showPage(signal: AbortSignal, { opensBrowser }: { opensBrowser: boolean }): Promise<number> {
  const closers = new Closers();
  for (const line of firstLines) print(line);
  try {
    await openAll(closers, signal, opensBrowser);
    return await unlessStopped(signal, forever());
  } catch (error) {
    // A signal may surface as any error of what was under way.
    return exitCodeFor(signal.aborted ? signal.reason : error);
  } finally {
    print('Ending all of its processes, removing the temporary folder.');
    const trouble = await closers.close().then(undefined, describeError);
    print(trouble === undefined ? 'Nothing of it is left.' : `Not everything was closed: ${trouble}`);
  }
}

async function openAll(closers: Closers, signal: AbortSignal, opensBrowser: boolean): Promise<void> {
  const stage = await openStage({ onProgress: print, signal });
  closers.add(() => stage.close());
  signal.throwIfAborted();
  const botApi = await startBotApi({ token: BOT_TOKEN, bot: BOT, users: [OPERATOR] });
  closers.add(() => botApi.close());
  const webPort = await freePort();
  // By its number: Telegram takes no address without a dot for a button.
  const publicUrl = `http://127.0.0.1:${webPort}`;
  const show = new Show({ stage, botApi, publicUrl, onChange: () => page.changed() });
  const page = await startPageServer({
    state: () => show.state,
    act: (act) => show.act(act),
    consoleLink: () => show.consoleLink(),
  });
  closers.add(() => page.close());
  closers.add(() => show.close());
  const env = { LATCHKEY_OPERATORS: `${OPERATOR.id}:admin`, LATCHKEY_PUBLIC_URL: publicUrl };
  const machine = new Machine({
    stage,
    env: {
      bot: { ...env, BOT_TOKEN, BOT_API_ROOT: botApi.url, LATCHKEY_BOT_KEYPAD: 'on' },
      console: { ...env, LATCHKEY_WEB_LISTEN: `127.0.0.1:${webPort}` },
    },
    tell: show.tell,
    phone: () => show.phone,
  });
  closers.add(() => machine.close());
  signal.throwIfAborted();
  print(`Open ${page.url}`);
  print('Ctrl-C ends everything.');
  if (opensBrowser) openBrowser(page.url);
  botApi.chats.subscribe(page.changed);
  await unlessStopped(signal, machine.start());
  await show.open(machine);
}

function exitCodeFor(error: unknown): number {
  if (error instanceof StoppedError) return error.by === 'SIGINT' ? 0 : error.exitCode;
  print(`The demo cannot go on: ${describeError(error)}`);
  return FAILED;
}

async function forever(): Promise<never> {
  return await new Promise<never>(() => undefined);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
