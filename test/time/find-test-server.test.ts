import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { testServerName, testServerVersion } from './fetch-test-server.ts';
import { findTestServer } from './find-test-server.ts';

const NOWHERE = 'http://127.0.0.1:1';

/** A machine with no Java, no Maven and an empty cache. */
function bareMachine(): { home: string; env: NodeJS.ProcessEnv } {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-bare-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return { home, env: { PATH: join(home, 'bin'), XDG_CACHE_HOME: home } };
}

/** A download place with the program in an archive, and what it was asked for. */
async function downloadPlace(home: string): Promise<{ url: string; asked: string[] }> {
  mkdirSync(join(home, 'made', 'inner'), { recursive: true });
  writeFileSync(join(home, 'made', 'inner', 'server'), 'the program');
  execFileSync('tar', ['-czf', join(home, 'made.tar.gz'), '-C', join(home, 'made'), 'inner']);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const info = JSON.stringify({ archiveUrl: `${url}/archive`, fileToExtract: 'inner/server' });
    response.end(request.url === '/archive' ? readFileSync(join(home, 'made.tar.gz')) : info);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  return { url, asked };
}

it('the program that is named is used, and no other', async () => {
  const { home, env } = bareMachine();
  const named = join(home, 'mine');
  const search = { env: { ...env, TEMPORAL_TEST_SERVER_PATH: named }, downloadFrom: NOWHERE };
  await expect(findTestServer(search)).rejects.toThrow(/TEMPORAL_TEST_SERVER_PATH is ".*mine", where nothing is/u);
  writeFileSync(named, '');
  expect(await findTestServer(search)).toEqual({ file: named, args: [] });
});

it('without Java the program is downloaded, once', async () => {
  const { home, env } = bareMachine();
  const { url, asked } = await downloadPlace(home);
  const { file, args } = await findTestServer({ env, downloadFrom: url });
  expect(args).toEqual([]);
  expect(file).toBe(join(home, 'latchkey', 'temporal-test-server', testServerVersion, 'program', testServerName));
  expect(readFileSync(file, 'utf8')).toBe('the program');
  expect(asked[0]).toMatch(new RegExp(`^/temporal-test-server/v${testServerVersion}\\?arch=.+&platform=.+$`, 'u'));
  expect(await findTestServer({ env, downloadFrom: NOWHERE })).toEqual({ file, args });
  expect(asked).toHaveLength(2);
});

it('where it cannot be had at all, a sentence says what to do', async () => {
  const { home, env } = bareMachine();
  await expect(findTestServer({ env, downloadFrom: NOWHERE })).rejects.toThrow(
    /cannot be had \(Java is not installed; .+\)\. Install Java and Maven, or name .+ in TEMPORAL_TEST_SERVER_PATH/u,
  );
  expect(existsSync(join(home, 'latchkey', 'temporal-test-server', testServerVersion, 'program'))).toBe(false);
});
