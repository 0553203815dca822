import { z } from 'zod';

/** `package-lock.json`, as far as it matters here; the order of its keys is kept. */
export const lockfile = z
  .record(z.string(), z.unknown())
  .and(z.object({ packages: z.record(z.string(), z.record(z.string(), z.unknown())) }));
export type Packages = z.infer<typeof lockfile>['packages'];

const wishes = z.record(z.string(), z.string()).default({});

export type Missing = { path: string; name: string; version: string };

/** Optional dependencies that the lock file has no entry for. With one of these `npm ci` refuses it everywhere. */
export function missingPlatforms(packages: Packages): Missing[] {
  const missing = new Map<string, Missing>();
  for (const [from, { optionalDependencies }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(wishes.parse(optionalDependencies))) {
      if (placesFor(from, name).some((path) => packages[path] !== undefined)) continue;
      const path = `node_modules/${name}`;
      missing.set(path, { path, name, version });
    }
  }
  return [...missing.values()];
}

/** Where Node looks for `name` from the package at `from`, nearest first. */
function placesFor(from: string, name: string): string[] {
  const places: string[] = [];
  let folder = from;
  while (folder !== '') {
    places.push(`${folder}/node_modules/${name}`);
    const parent = folder.lastIndexOf('/node_modules/');
    folder = parent === -1 ? '' : folder.slice(0, parent);
  }
  return [...places, `node_modules/${name}`];
}
