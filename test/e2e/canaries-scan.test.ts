import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { writings } from '../vault/canaries.ts';
import { ANNA, openChatRig } from './chat-rig.ts';

/** Every file of the home: Temporal's database and the vault with their journals, the logs of worker and bot. */
async function filesWith(home: string, secrets: readonly (string | Uint8Array)[]): Promise<string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const content = await readFile(join(entry.parentPath, entry.name));
    if (secrets.some((secret) => writings(secret).some((one) => content.includes(one)))) found.push(entry.name);
  }
  return found;
}

it('leaves no QR code that was shown in any file or log, nor in the history of its sign-in', async () => {
  const rig = await openChatRig({ env: { LATCHKEY_LOG_LEVEL: 'debug' }, settings: { loginTokenSeconds: 6 } });
  try {
    const phone = '+4915112352001';
    const { numberId } = await rig.stage.enrol(phone, 'Canary', { homeDc: 4, password2fa: { password: 'canary' } });
    rig.api.chats.say(ANNA, ANNA, '/qr canary');
    await rig.shown(ANNA, ({ photo }) => photo !== undefined);
    const links: string[] = [];
    let isEntered = false;
    for await (const { scan, step, stepId } of rig.stage.logins.watch(numberId, {
      signal: AbortSignal.timeout(40_000),
    })) {
      if (scan !== undefined) {
        links.push(scan.link);
        if (links.length === 3) rig.stage.sandbox.control.scan(phone, scan.link);
      }
      // The same question comes again when its QR code goes.
      if (step.kind !== 'enterPassword' || isEntered) continue;
      isEntered = true;
      await rig.stage.logins.submitPassword(numberId, stepId, 'canary');
    }
    await viewAt(rig.stage.logins, numberId, 'signedIn');
    expect(links.length).toBeGreaterThanOrEqual(3);
    const tokens = links.map((link) => link.slice(link.indexOf('=') + 1));
    const secrets = [...tokens, ...tokens.map((token) => new Uint8Array(Buffer.from(token, 'base64url')))];
    expect(await filesWith(rig.stage.home, secrets)).toEqual([]);
    const history = await rig.stage.client.workflow.getHandle(loginWorkflowId(numberId)).fetchHistory();
    const inClear = JSON.stringify(history, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(tokens.filter((token) => inClear.includes(token))).toEqual([]);
    expect(rig.api.requests.list().some(({ body }) => tokens.some((token) => body.includes(token)))).toBe(false);
    // What is searched by finds.
    await writeFile(join(rig.stage.home, 'planted'), `x${Buffer.from(tokens[1] ?? '').toString('base64')}`);
    expect(await filesWith(rig.stage.home, secrets)).toEqual(['planted']);
  } finally {
    await rig.close();
  }
});
