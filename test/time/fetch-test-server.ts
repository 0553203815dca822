import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from '../../tools/interop/install-once.ts';

/** Later ones were not tried. Temporal's download names its versions with a "v". */
export const testServerVersion = '1.32.0';

export const testServerName = process.platform === 'win32' ? 'temporal-test-server.exe' : 'temporal-test-server';

/** Where `@temporalio/testing` downloads it from. That package gives the program five seconds to start, too few on a full machine. */
const officialPlace = 'https://temporal.download';
const limitMs = 180_000;

const platforms: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

const infoSchema = z.object({ archiveUrl: z.url(), fileToExtract: z.string().min(1) });

/** The official program, which needs no Java, into `folder`. */
export async function downloadTestServer(folder: string, place = officialPlace): Promise<void> {
  const platform = platforms[process.platform];
  const arch = architectures[process.arch];
  if (platform === undefined || arch === undefined) throw new Error(`there is none for ${process.platform}`);
  const signal = AbortSignal.timeout(limitMs);
  const get = async (url: string): Promise<Response> => {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`);
    return response;
  };
  const asked = await get(`${place}/temporal-test-server/v${testServerVersion}?arch=${arch}&platform=${platform}`);
  const { archiveUrl, fileToExtract } = infoSchema.parse(await asked.json());
  const archive = join(folder, 'archive');
  await writeFile(archive, new Uint8Array(await (await get(archiveUrl)).arrayBuffer()));
  // bsdtar, which is `tar` on macOS and Windows, opens Windows' zip too.
  await run('tar', ['-xf', archive, '-C', folder, fileToExtract]);
  await rm(archive);
  await rename(join(folder, fileToExtract), join(folder, testServerName));
  await chmod(join(folder, testServerName), 0o755);
}

const artifact = { groupId: 'io.temporal', artifactId: 'temporal-test-server', version: testServerVersion };
const copying = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** The same server as Java archives, in `folder/lib`, from wherever that Maven is told to get them. */
export async function copyTestServerFromMaven(mvn: string, folder: string): Promise<void> {
  const project = { modelVersion: '4.0.0', groupId: 'latchkey', artifactId: 'none', version: '0', packaging: 'pom' };
  const pom = `<project>${tags(project)}<dependencies><dependency>${tags(artifact)}</dependency></dependencies></project>`;
  await writeFile(join(folder, 'pom.xml'), pom);
  const lib = join(folder, 'lib');
  const asked = [copying, `-DoutputDirectory=${lib}`, '-DincludeScope=runtime'];
  await run(mvn, ['--batch-mode', '--quiet', '--strict-checksums', ...asked], { cwd: folder });
}

function tags(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');
}
