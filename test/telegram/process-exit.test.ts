import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { GatewayBench } from '../suites/gateway-bench.ts';
import { gramjsNewPassword } from './gramjs-new-password.ts';
import { gramjsProof } from './gramjs-proof.ts';

describe('a process that has used the gateway', () => {
  let bench: GatewayBench;
  beforeAll(async () => {
    bench = await GatewayBench.start({ createGateway, prove: gramjsProof, newPassword: gramjsNewPassword });
  });
  afterAll(async () => bench.stop());

  it.each([
    ['an answer', 'sentCode', undefined],
    ['a lost answer', 'lost', { action: 'dropAfter', method: 'auth.sendCode' } as const],
  ])(
    'ends by itself after %s, with no socket, timer or line of output left',
    async (_what, kind, fault) => {
      bench.sandbox.control.setFaults(fault === undefined ? [] : [fault]);
      const script = fileURLToPath(new URL('./open-and-leave.ts', import.meta.url));
      const { publicKeyPem, dcs } = bench.sandbox;
      const run = await promisify(execFile)(
        process.execPath,
        [script, String(dcs[0]?.port), publicKeyPem, bench.number()],
        { timeout: 20_000 },
      );
      expect(JSON.parse(run.stdout)).toEqual({ answer: kind, open: [] });
      expect(run.stderr).toBe('');
    },
    30_000,
  );
});
