import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { settingsSchema, type SettingsChange } from '../../sandbox/settings.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

const player = join(import.meta.dirname, 'terminal-player.py');
const program = join(import.meta.dirname, '../../bin/latchkey.ts');

/** `leaves`: Ctrl-C. `down`: an entry of a menu, by its place below the first. */
export type Act =
  | { sees: string }
  | { types: string }
  | { down: number }
  | { code: number }
  | { waits: number }
  | { releases: true }
  | { leaves: true }
  | { kill: true };

export type Played = { exit: number; screen: string; report: string };

/** A stage without a worker: a live check makes its own calls. */
export class LiveCheckRig {
  readonly stage: Stage;
  #numbers = 0;
  #plays = 0;
  readonly #base = 4_915_112_000_000 + randomInt(9_000) * 100;

  private constructor(stage: Stage) {
    this.stage = stage;
  }

  static async open(): Promise<LiveCheckRig> {
    return new LiveCheckRig(await openStage());
  }

  /** An account, with the sandbox's doubts as asked for. */
  async number(scenario: ScenarioInput = {}, settings: SettingsChange = {}): Promise<string> {
    this.stage.sandbox.control.changeSettings({ ...settingsSchema.parse({}), ...settings });
    this.#numbers += 1;
    const phone = `+${this.#base + this.#numbers}`;
    await this.stage.enrol(phone, phone, scenario);
    return phone;
  }

  /** Runs the real command at a pseudo-terminal; fails with its screen when something was not seen. */
  async play(
    phone: string,
    acts: readonly Act[],
    args: readonly string[] = [],
    env: Record<string, string> = {},
  ): Promise<Played> {
    this.#plays += 1;
    const out = join(this.stage.home, `report-${this.#plays}.md`);
    const command = [process.execPath, program, 'doctor', '--live', phone, '--out', out, ...args];
    const child = spawn('python3', [player, this.stage.sandbox.controlUrl ?? '', phone, ...command], {
      env: { ...this.stage.env, TERM: 'xterm', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(JSON.stringify(acts));
    const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (said === '') throw new Error(complained);
    const played: unknown = JSON.parse(said);
    if (!isPlayed(played)) throw new Error(said);
    return { ...played, report: await readFile(out, 'utf8').catch(() => '') };
  }

  /** How often each method was called for a number. */
  calls(phone: string): Record<string, number> {
    return this.stage.sandbox.control.calls().counts[phone.slice(1)] ?? {};
  }

  async close(): Promise<void> {
    await this.stage.close();
  }
}

/** The row of a question in a report: its answer, and what was seen. */
export function answerIn(report: string, question: string): string {
  const row = report.split('\n').find((line) => line.startsWith('|') && line.includes(question));
  if (row === undefined) throw new Error(`No "${question}" in ${report}`);
  return row.split('|').slice(2, 4).join('|').trim();
}

/** The acts that confirm with the number's last digits. */
export function agrees(phone: string): Act[] {
  return [{ sees: 'last four digits' }, { types: phone.slice(-4) }];
}

export const entersCode = (nth: number): Act[] => [
  { sees: 'What now' },
  { down: 0 },
  { sees: 'Which code came\\?' },
  { code: nth },
];

function isPlayed(value: unknown): value is { exit: number; screen: string } {
  return typeof value === 'object' && value !== null && 'exit' in value && 'screen' in value;
}

export const newProcess = 'A new process with the same auth key';
/** The second entry of the menu; goes on when Telegram has answered. */
export const asksForSecond: readonly Act[] = [{ sees: 'What now' }, { down: 1 }, { sees: 'Telegram answered' }];
/** A code in the app, and a text message that may be asked for much later. */
export const chain: ScenarioInput = { deliveries: [{ type: 'App', timeoutSeconds: 600 }, { type: 'Sms' }] };
