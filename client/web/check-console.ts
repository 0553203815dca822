import { describeError } from '../../runtime/describe-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import { webConfig } from '../../runtime/web-config.ts';
import { loadOperators } from '../access/operators.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

const words = texts.cli.doctor;

/** As the doctor shows it. */
export type ConsoleFinding = { check: string; state: 'ok' | 'warning' | 'bad'; message: string };

const ANSWER_MS = 2_000;

/** Looks at what the console needs: nothing where it is meant to be reached nowhere. Changes nothing. */
export async function* checkConsole(settings: Settings): AsyncGenerator<ConsoleFinding, void> {
  if (['LATCHKEY_PUBLIC_URL', 'LATCHKEY_WEB_LISTEN'].every((name) => settings.get(name) === undefined)) return;
  const check = 'console';
  let web: ReturnType<typeof webConfig>;
  try {
    web = webConfig(settings);
    if (loadOperators(settings).all().size === 0) yield { check, state: 'warning', message: words.consoleForNobody };
  } catch (error) {
    yield { check, state: 'bad', message: describeError(error) };
    return;
  }
  const address = addressOf(web);
  if (await answers(address)) yield { check, state: 'ok', message: web.publicUrl };
  else yield { check, state: 'warning', message: fill(words.consoleUnreachable, { address }) };
}

/** What listens on all addresses is asked on this machine's own. */
function addressOf({ host, port }: { host: string; port: number }): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(`${address}/livez`, { signal: AbortSignal.timeout(ANSWER_MS) })).ok;
  } catch {
    return false;
  }
}
