import { readFileSync, writeFileSync } from 'node:fs';
import { lockfile, type Missing, missingPlatforms } from './missing-platforms.ts';

/**
 * Adds to package-lock.json the optional packages for other platforms that npm left out, which it does when the
 * registry in use does not serve them. Their versions stand in the packages that want them, their platform in their
 * names; npm checks neither on a machine that does not install them. Run by hand after `npm install`.
 */
const file = new URL('../../package-lock.json', import.meta.url);
const lock = lockfile.parse(JSON.parse(readFileSync(file, 'utf8')));
const missing = missingPlatforms(lock.packages);
const added = missing.map((one) => [one.path, entryFor(one)] as const);
const [root, ...others] = [...Object.entries(lock.packages), ...added];
others.sort(([a], [b]) => (a < b ? -1 : 1));
const packages = Object.fromEntries(root === undefined ? others : [root, ...others]);
writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
console.log(`${missing.length} entries added to package-lock.json.`);

function entryFor({ name, version }: Missing): Record<string, unknown> {
  const words = new Set(name.split('/').at(-1)?.split(/[-.]/u));
  const os = 'aix android darwin freebsd linux netbsd openbsd openharmony sunos win32'
    .split(' ')
    .filter((os) => words.has(os));
  const cpu = 'arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64'
    .split(' ')
    .filter((cpu) => words.has(cpu));
  if (name === 'fsevents') os.push('darwin');
  if (os.length + cpu.length === 0) throw new Error(`The name ${name} tells no platform: add its entry by hand.`);
  if (!/^\d+\.\d+\.\d+[\w.+-]*$/u.test(version))
    throw new Error(`${name} is wanted as ${version}, which is no single version.`);
  const libc = words.has('musl') ? 'musl' : words.has('gnu') ? 'glibc' : undefined;
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc === undefined ? {} : { libc: [libc] }),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
