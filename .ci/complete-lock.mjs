// Adds to package-lock.json the optional packages for other platforms that npm left out.
//
// npm writes no entry for an optional package that the registry in use does not serve, and `npm ci` then refuses the
// lock file on every machine. Their versions stand in the `optionalDependencies` of the packages that want them, their
// platform in their names. Run by hand after `npm install`: `node .ci/complete-lock.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Optional dependencies without an entry: `{ path, name, version }`, `path` being where npm would look for it. */
export function missingFrom(packages) {
  const missing = new Map();
  for (const [from, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (placesFor(from, name).some((path) => packages[path] !== undefined)) continue;
      missing.set(`node_modules/${name}`, { path: `node_modules/${name}`, name, version });
    }
  }
  return [...missing.values()];
}

/** Where Node would find `name` from the package at `from`, nearest first. */
function placesFor(from, name) {
  const places = [];
  let folder = from;
  while (folder !== '') {
    places.push(`${folder}/node_modules/${name}`);
    const parent = folder.lastIndexOf('/node_modules/');
    folder = parent === -1 ? '' : folder.slice(0, parent);
  }
  return [...places, `node_modules/${name}`];
}

function entryFor({ name, version }) {
  const words = name.split('/').at(-1).split(/[-.]/u);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  if (name === 'fsevents') os.push('darwin');
  if (os.length + cpu.length === 0) throw new Error(`Cannot tell the platform of ${name}; add its entry by hand.`);
  if (!/^\d+\.\d+\.\d+[\w.+-]*$/u.test(version)) throw new Error(`${name} is wanted as ${version}, which is no single version.`);
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : words.some((word) => word.startsWith('gnu')) ? ['glibc'] : [];
  return {
    version,
    optional: true,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    ...(os.length > 0 ? { os } : {}),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingFrom(lock.packages);
  for (const one of missing) lock.packages[one.path] = entryFor(one);
  const [[root, own], ...others] = Object.entries(lock.packages);
  others.sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries([[root, own], ...others]);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} entries added to package-lock.json.`);
}
