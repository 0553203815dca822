import { join } from 'node:path';

/** Everything the embedded server keeps, in `LATCHKEY_HOME`. */
export function serverFiles(home: string) {
  return {
    database: join(home, 'temporal.sqlite'),
    /** Who runs the server, and where it listens. */
    lock: join(home, 'temporal.lock'),
    /** Held (by the operating system) while the lock is read and changed. */
    mutex: join(home, 'temporal.mutex'),
    /** Written by the server process itself before it becomes the server. */
    pid: join(home, 'temporal.pid'),
    /** The port of the last run, taken again so that waiting clients find the server. */
    port: join(home, 'temporal.port'),
    log: join(home, 'temporal.log'),
  };
}
