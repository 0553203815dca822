/** Run as a process of its own by the tests of the embedded server: starts one, says so, and keeps it until it is killed. */
import { loadConfig } from '../../runtime/config.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { startEmbeddedTemporal } from '../../runtime/embedded-temporal/start-embedded-temporal.ts';

try {
  const server = await startEmbeddedTemporal({ config: loadConfig(process.env) });
  console.log(JSON.stringify({ pid: server.pid, address: server.address, adopted: server.adopted }));
  setInterval(() => undefined, 1_000);
} catch (error) {
  console.log(JSON.stringify({ refused: describeError(error) }));
}
