import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';

export type Received = ReturnType<Sandbox['control']['inbox']>[number];

/** The newest thing of a kind that the account's owner received, waited for. */
export async function received(
  sandbox: Sandbox,
  phone: string,
  kind: Received['kind'],
  waitMs = 10_000,
): Promise<Received> {
  const until = performance.now() + waitMs;
  for (;;) {
    const newest = sandbox.control.inbox(phone).findLast((item) => item.kind === kind);
    if (newest !== undefined) return newest;
    if (performance.now() > until) throw new Error(`Nothing of kind ${kind} arrived within ${waitMs} ms.`);
    await pause(20);
  }
}
