import type { Ground } from './open-ground.ts';

/** The smallest cache that the SDK takes; with this many other sign-ins started since, a run is in memory no more. */
export const SMALLEST_CACHE = 2;

/** Starts sign-ins that take the places of a run in the worker's cache. */
export async function pushOut(ground: Ground): Promise<void> {
  for (let other = 0; other < SMALLEST_CACHE; other += 1) {
    await ground.logins.start(await ground.freshNumber());
  }
}
