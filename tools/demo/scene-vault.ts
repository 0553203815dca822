import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { holds } from './expect.ts';
import type { Narrator } from './narrator.ts';
import { PHONE } from './script.ts';
import type { StageHands } from './stage-hands.ts';

const run = promisify(execFile);
const latchkey = fileURLToPath(new URL('../../bin/latchkey.ts', import.meta.url));

/** The session outlives everything: a fresh process opens it from the vault and asks Telegram who it is. */
export async function sceneVault(hands: StageHands, narrator: Narrator): Promise<void> {
  narrator.scene('4. A fresh process opens the session from the vault');
  const { stdout } = await run(process.execPath, [latchkey, 'whoami', PHONE, '--json'], { env: hands.stage.env });
  narrator.does(`Telegram says: ${stdout.trim()}`);
  holds(stdout.trim().split('\n').length === 1, 'one session is in the vault');
  holds(stdout.includes('"kind":"account"') && stdout.includes('Support'), 'the session is the account');
}
