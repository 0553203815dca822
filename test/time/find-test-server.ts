import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfig } from '../../runtime/config.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { findOnPath } from '../../runtime/embedded-temporal/find-temporal-cli.ts';
import { installOnce } from '../../tools/interop/install-once.ts';
import { copyTestServerFromMaven, downloadTestServer, testServerName, testServerVersion } from './fetch-test-server.ts';

/** A program and its first arguments; the port comes after them. */
export type TestServerCommand = { file: string; args: readonly string[] };

export type TestServerSearch = {
  env: NodeJS.ProcessEnv;
  /** Another place to download from. */
  downloadFrom?: string;
};

/**
 * Temporal's test server, whose time can be skipped: `TEMPORAL_TEST_SERVER_PATH`; the cached one; with Maven and Java, its
 * Maven artefact; Temporal's download. The last two go to the cache. Throws an Error that says what to do.
 */
export async function findTestServer({ env, downloadFrom }: TestServerSearch): Promise<TestServerCommand> {
  const { temporalCli, settings } = loadConfig(env);
  const named = settings.get('TEMPORAL_TEST_SERVER_PATH');
  if (named !== undefined) {
    if (existsSync(named)) return { file: named, args: [] };
    throw new Error(`TEMPORAL_TEST_SERVER_PATH is "${named}", where nothing is. Correct it or unset it.`);
  }
  const { searchPath, cacheDir } = temporalCli;
  const folder = join(dirname(cacheDir), 'temporal-test-server', testServerVersion);
  const java = findOnPath('java', searchPath);
  const fromMaven = async (): Promise<TestServerCommand> => {
    if (java === undefined) throw new Error('Java is not installed');
    const jars = join(folder, 'java');
    const mvn = findOnPath('mvn', searchPath);
    if (mvn === undefined && !existsSync(jars)) throw new Error('Maven is not installed');
    return inJava(java, await installOnce(jars, (into) => copyTestServerFromMaven(mvn ?? 'mvn', into)));
  };
  const fromTemporal = async (): Promise<TestServerCommand> => {
    const place = await installOnce(join(folder, 'program'), (into) => downloadTestServer(into, downloadFrom));
    return { file: join(place, testServerName), args: [] };
  };
  const ways = existsSync(join(folder, 'program')) ? [fromTemporal] : [fromMaven, fromTemporal];
  const tried: string[] = [];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      tried.push(describeError(error));
    }
  }
  throw new Error(
    `Temporal's test server, which these tests skip time with, cannot be had (${tried.join('; ')}). ` +
      'Install Java and Maven, or name the program temporal-test-server in TEMPORAL_TEST_SERVER_PATH.',
  );
}

/** A small heap, and a compiler that starts fast: it lives for seconds. */
const javaFlags = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

function inJava(java: string, folder: string): TestServerCommand {
  return { file: java, args: [...javaFlags, '-cp', join(folder, 'lib', '*'), 'io.temporal.testserver.TestServer'] };
}
