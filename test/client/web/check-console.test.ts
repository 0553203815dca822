import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { checkConsole, type ConsoleFinding } from '../../../client/web/check-console.ts';
import { Settings } from '../../../runtime/settings.ts';
import { consoleRig } from './console-rig.ts';

const PUBLIC = { LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org' };

async function findings(env: Record<string, string>): Promise<ConsoleFinding[]> {
  const all: ConsoleFinding[] = [];
  for await (const finding of checkConsole(new Settings(env))) all.push(finding);
  return all;
}

it('the doctor finds a console that answers, on all addresses too, and warns of one that does not', async () => {
  const rig = await consoleRig();
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = rig.app.server.address() as AddressInfo;
  const env = { ...PUBLIC, LATCHKEY_OPERATORS: '1:admin' };
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    expect(await findings({ ...env, LATCHKEY_WEB_LISTEN: `${host}:${port}` })).toEqual([
      { check: 'console', state: 'ok', message: 'https://latchkey.example.org' },
    ]);
  }
  await rig.close();
  const [gone] = await findings({ ...env, LATCHKEY_WEB_LISTEN: `127.0.0.1:${port}` });
  expect(gone).toMatchObject({ check: 'console', state: 'warning' });
  expect(gone?.message).toContain(`http://127.0.0.1:${port}`);
});

it('the doctor warns of a console that nobody may use, and finds a configuration that cannot be', async () => {
  const [first] = await findings({ ...PUBLIC, LATCHKEY_WEB_LISTEN: '127.0.0.1:1' });
  expect(first).toMatchObject({ state: 'warning', message: expect.stringContaining('LATCHKEY_OPERATORS') });
  expect(await findings({ LATCHKEY_WEB_LISTEN: 'everywhere' })).toMatchObject([{ check: 'console', state: 'bad' }]);
  expect(await findings({ LATCHKEY_OPERATORS: '1:admin' })).toEqual([]);
});
