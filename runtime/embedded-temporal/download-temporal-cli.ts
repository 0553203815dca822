import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describeError } from '../describe-error.ts';
import { temporalCliVersion } from './find-temporal-cli.ts';
import { installCli } from './install-cli.ts';
import type { CliSearch } from './resolve-temporal-cli.ts';
import { runWithProgress } from './run-with-progress.ts';

/** Temporal's documented place (https://docs.temporal.io/cli), which the SDK's test server downloads from as well. */
const officialPlace = 'https://temporal.download';

/** Without an answer, or without another byte, for this long, the network is taken to be closed. */
const silenceMs = 15_000;

const unpackLimitMs = 120_000;

const platforms: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Downloads the official archive into the cache. The SDK can do so too, but only while starting a server of its own that
 * dies with its process. Returns the program's path; throws an Error whose message is a sentence.
 */
export async function downloadTemporalCli(search: CliSearch): Promise<string> {
  const platform = platforms[process.platform];
  const arch = architectures[process.arch];
  if (platform === undefined || arch === undefined) {
    throw new Error(`Temporal offers no download for ${process.platform} on ${process.arch}.`);
  }
  const place = search.downloadFrom ?? officialPlace;
  search.onProgress(`Downloading Temporal ${temporalCliVersion} from ${place}.`);
  try {
    return await installCli(search.cli.cacheDir, async (folder) => {
      // bsdtar, which is `tar` on macOS and Windows, opens Windows' zip too and looks at the content, not the name.
      const archive = join(folder, 'archive');
      await save(`${place}/cli/archive/${temporalCliVersion}?platform=${platform}&arch=${arch}`, archive, search);
      await runWithProgress({
        command: 'tar',
        args: ['-xf', archive, '-C', folder],
        environment: search.childEnvironment,
        limitMs: unpackLimitMs,
        onElapsed: (seconds) => search.onProgress(`Unpacking Temporal: ${seconds} s so far.`),
        ...(search.signal === undefined ? {} : { signal: search.signal }),
      });
    });
  } catch (error) {
    throw new Error(`Downloading Temporal from ${place} failed: ${describeError(error)}.`, { cause: error });
  }
}

async function save(url: string, file: string, { onProgress, signal }: CliSearch): Promise<void> {
  const silence = new AbortController();
  const giveUp = (): void => silence.abort(new Error(`no answer for ${silenceMs / 1000} s`));
  let timer = setTimeout(giveUp, silenceMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, silenceMs);
  };
  try {
    const response = await fetch(url, {
      signal: signal === undefined ? silence.signal : AbortSignal.any([silence.signal, signal]),
    });
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    await pipeline(Readable.fromWeb(response.body), meter(total, heard, onProgress), createWriteStream(file));
  } finally {
    clearTimeout(timer);
  }
}

/** Passes bytes on and says every few seconds how far it is. */
function meter(total: number, heard: () => void, onProgress: (line: string) => void): Transform {
  let bytes = 0;
  let saidAt = performance.now();
  const megabytes = (count: number): string => (count / 1_000_000).toFixed(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      heard();
      bytes += chunk.length;
      if (performance.now() - saidAt > 3_000) {
        saidAt = performance.now();
        onProgress(`Downloading Temporal: ${megabytes(bytes)}${total > 0 ? ` of ${megabytes(total)}` : ''} MB.`);
      }
      done(null, chunk);
    },
  });
}
