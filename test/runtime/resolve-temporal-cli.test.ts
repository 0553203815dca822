import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cachedCliPath } from '../../runtime/embedded-temporal/find-temporal-cli.ts';
import { type CliSearch, resolveTemporalCli } from '../../runtime/embedded-temporal/resolve-temporal-cli.ts';
import { matching } from './matching.ts';
import { temporaryHome } from './temporary-home.ts';

const genuine = '#!/bin/sh\necho "temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)"\n';

function program(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

/** Nothing anywhere, and a download place on a closed port. */
function emptySearch(overrides: Partial<CliSearch['cli']> = {}) {
  const home = temporaryHome();
  const lines: string[] = [];
  const search = {
    cli: { searchPath: join(home, 'bin'), cacheDir: join(home, 'cache'), ...overrides },
    childEnvironment: { PATH: '/usr/bin:/bin' },
    onProgress: (line: string) => void lines.push(line),
    downloadFrom: 'http://127.0.0.1:1',
  };
  return { search, lines, home };
}

async function downloadPlace(answer: (url: string) => Buffer | undefined): Promise<string> {
  const server: Server = createServer((request, response) => {
    const body = answer(request.url ?? '');
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

describe('finding the Temporal program', () => {
  it('takes TEMPORAL_CLI_PATH and nothing else', async () => {
    const { search, home } = emptySearch();
    const path = program(join(home, 'mine'), genuine);
    expect(await resolveTemporalCli({ ...search, cli: { ...search.cli, path } })).toBe(path);
    await expect(
      resolveTemporalCli({ ...search, cli: { ...search.cli, path: join(home, 'gone') } }),
    ).rejects.toMatchObject({
      code: 'CLI_NOT_FOUND',
      message: matching(/TEMPORAL_CLI_PATH is ".*gone", which cannot be used: it does not run \(ENOENT\)/),
    });
  });

  it('takes the one on PATH before the cached one, but not an old or a foreign one', async () => {
    const { search, lines } = emptySearch();
    const cached = program(cachedCliPath(search.cli.cacheDir), genuine);
    const onPath = program(join(search.cli.searchPath, 'temporal'), genuine);
    expect(await resolveTemporalCli(search)).toBe(onPath);
    program(onPath, '#!/bin/sh\necho "temporal version 1.0.0 (Server 1.24.2, UI 2.28.0)"\n');
    expect(await resolveTemporalCli(search)).toBe(cached);
    program(onPath, '#!/bin/sh\necho "temporal logic checker 3"\n');
    expect(await resolveTemporalCli(search)).toBe(cached);
    expect(lines).toEqual([
      matching(/its server is 1\.24, and 1\.28 or later is needed/),
      matching(/it is not the Temporal command-line program/),
    ]);
  });

  it('downloads it into the cache', async () => {
    const { search, home, lines } = emptySearch();
    program(join(home, 'temporal'), genuine);
    execFileSync('tar', ['-czf', join(home, 'a.tgz'), '-C', home, 'temporal']);
    const asked: string[] = [];
    const downloadFrom = await downloadPlace((url) => {
      asked.push(url);
      return readFileSync(join(home, 'a.tgz'));
    });
    const found = await resolveTemporalCli({ ...search, downloadFrom });
    expect(found).toBe(cachedCliPath(search.cli.cacheDir));
    expect(readFileSync(found, 'utf8')).toBe(genuine);
    expect(asked).toEqual([matching(/^\/cli\/archive\/v1\.5\.1\?platform=(linux|darwin)&arch=(amd64|arm64)$/)]);
    expect(readdirSync(search.cli.cacheDir)).toEqual(['v1.5.1']);
    expect(lines[0]).toContain('Downloading Temporal v1.5.1');
  });

  it('builds it with Go when the download is out of reach', async () => {
    const { search, lines } = emptySearch();
    program(
      join(search.cli.searchPath, 'go'),
      `#!/bin/sh\n[ "$1" = install ] && printf '${genuine.replaceAll('\n', '\\n')}' > "$GOBIN/temporal"\n`,
    );
    expect(await resolveTemporalCli(search)).toBe(cachedCliPath(search.cli.cacheDir));
    expect(lines).toEqual([
      matching(/Downloading Temporal v1\.5\.1 from http:\/\/127\.0\.0\.1:1/),
      matching(/Downloading Temporal from .* failed: .*/),
      matching(/about 3 minutes/),
    ]);
  });

  it('says what was tried and what to do when nothing works', async () => {
    const { search } = emptySearch();
    program(join(search.cli.searchPath, 'go'), '#!/bin/sh\necho "go: no network" >&2; exit 1\n');
    const downloadFrom = await downloadPlace(() => undefined);
    await expect(resolveTemporalCli({ ...search, downloadFrom })).rejects.toMatchObject({
      code: 'CLI_NOT_FOUND',
      message: matching(/the server answered 404.*go: no network.*TEMPORAL_CLI_PATH.*TEMPORAL_ADDRESS/),
    });
    expect(readdirSync(search.cli.cacheDir)).toEqual(['v1.5.1']);
  });

  it('keeps nothing that does not run', async () => {
    const { search } = emptySearch();
    program(join(search.cli.searchPath, 'go'), '#!/bin/sh\necho half > "$GOBIN/temporal"\n');
    await expect(resolveTemporalCli(search)).rejects.toMatchObject({
      message: matching(/cannot be used: it does not run/),
    });
    expect(readdirSync(join(search.cli.cacheDir, 'v1.5.1'))).toEqual([]);
  });

  it('stops building when asked to', async () => {
    const { search } = emptySearch();
    program(join(search.cli.searchPath, 'go'), '#!/bin/sh\nexec sleep 60\n');
    const controller = new AbortController();
    const onProgress = (line: string): void => {
      if (line.startsWith('Building')) setTimeout(() => controller.abort(new Error('asked to stop')), 50);
    };
    await expect(resolveTemporalCli({ ...search, onProgress, signal: controller.signal })).rejects.toThrow(
      'asked to stop',
    );
  });
});
