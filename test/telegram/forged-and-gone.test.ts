import { connect, createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Forgery } from '../../sandbox/key-exchange/forgeries.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start-sandbox.ts';
import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { optionsFor } from '../suites/gateway-bench.ts';

const parts: { server: Server; sandbox: Sandbox }[] = [];
afterEach(async () => {
  for (const { server, sandbox } of parts.splice(0)) {
    server.close();
    await sandbox.close();
  }
});

/** Passes on that many answers of the sandbox, then hangs up. */
async function hangsUpAfter(answers: number): Promise<{ port: number; sandbox: Sandbox; dialled: () => number }> {
  const sandbox = await startSandbox({ dcs: [{ id: 2 }] });
  let dialled = 0;
  const server = createServer((client) => {
    dialled += 1;
    const upstream = connect(sandbox.dcs[0]?.port ?? 0, '127.0.0.1').on('error', () => undefined);
    client.on('error', () => undefined).pipe(upstream);
    let passedOn = 0;
    upstream.on('data', (answer) => {
      passedOn += 1;
      client.write(answer);
      if (passedOn === answers) client.end(() => upstream.destroy());
    });
  });
  parts.push({ server, sandbox });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, sandbox, dialled: () => dialled };
}

it.each<[Forgery, number]>([
  ['nonce', 1],
  ['primeNotSafe', 2],
  ['newNonceHash', 3],
])('a forged exchange (%s) is not tried again when the other side hangs up at once', async (what, answers) => {
  const { port, sandbox, dialled } = await hangsUpAfter(answers);
  const gateway = createGateway({ ...optionsFor(sandbox), dcs: [{ id: 2, host: '127.0.0.1', port }] });
  // Were it tried again, it would be forged again, or lost.
  sandbox.control.setFaults(Array.from({ length: 4 }, () => ({ action: 'forge', what })));
  expect(await gateway.createSession(2, { deadlineMs: 5_000 })).toMatchObject({ code: 'KEY_EXCHANGE_FAILED' });
  expect(dialled()).toBe(1);
});
