import { isRunning } from '../process-identity.ts';
import { readServerLock, serverLeftBy } from './server-lock.ts';

export type EmbeddedTemporalState =
  | { kind: 'running'; address: string; namespace: 'default'; pid: number }
  /** `message` is for a person: what is missing, and what to run. */
  | { kind: 'starting' | 'absent'; message: string };

/** Where the embedded server of a home listens, for every command that uses it and does not run it. Starts nothing. */
export function readEmbeddedTemporal(home: string): EmbeddedTemporalState {
  const lock = readServerLock(home);
  const server = lock === undefined ? undefined : serverLeftBy(home, lock);
  if (lock !== undefined && server !== undefined) {
    return { kind: 'running', address: `127.0.0.1:${lock.port}`, namespace: 'default', pid: server.pid };
  }
  if (lock !== undefined && lock.server === undefined && isRunning(lock.owner)) {
    return {
      kind: 'starting',
      message: `The Temporal server of ${home} is being started by process ${lock.owner.pid}.`,
    };
  }
  return {
    kind: 'absent',
    message: `No Temporal server runs for ${home}. Run \`latchkey start\` in another terminal, or set TEMPORAL_ADDRESS to a Temporal service.`,
  };
}
