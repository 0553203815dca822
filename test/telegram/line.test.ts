import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tlobjects } from 'telegram/tl/AllTLObjects.js';
import { createGateway } from '../../telegram/gramjs-gateway.ts';
import { SingleUseSocket } from '../../telegram/single-use-socket.ts';
import { Transport } from '../../telegram/transport.ts';
import { GatewayBench } from '../suites/gateway-bench.ts';
import { gramjsNewPassword } from './gramjs-new-password.ts';
import { gramjsProof } from './gramjs-proof.ts';

/** auth.sentCode */
const SENT_CODE = 0x5e002502;

describe('what GramJS is kept from', () => {
  let bench: GatewayBench;
  beforeAll(async () => {
    bench = await GatewayBench.start({ createGateway, prove: gramjsProof, newPassword: gramjsNewPassword });
  });
  afterAll(async () => bench.stop());

  it('reports an answer whose constructor GramJS does not know', async () => {
    const connection = await bench.connect();
    const allObjects: unknown = tlobjects;
    if (typeof allObjects !== 'object' || allObjects === null) throw new TypeError('no table');
    const table = allObjects;
    const known: unknown = Reflect.get(table, SENT_CODE);
    Reflect.deleteProperty(table, SENT_CODE);
    try {
      expect(await connection.sendCode({ phone: bench.number() })).toEqual({
        kind: 'libraryTooOld',
        constructorId: '5e002502',
      });
    } finally {
      Reflect.set(table, SENT_CODE, known);
    }
  });

  it('writes nothing once it may not, however late it learns of it', async () => {
    let may = true;
    const phone = bench.number();
    const connection = await bench.open(await bench.session(), { mayWrite: () => may });
    may = false;
    expect(await connection.sendCode({ phone })).toMatchObject({ kind: 'notSent' });
    expect(bench.count('auth.sendCode', phone)).toBe(0);
  });

  it('writes nothing after its deadline, even if no timer has run since', async () => {
    const phone = bench.number();
    const connection = await bench.open(await bench.session(), { deadlineMs: 300 });
    // As a process that is stopped and goes on later: time passes, and no timer has its turn.
    const wakesAt = performance.now() + 400;
    while (performance.now() < wakesAt);
    expect(await connection.sendCode({ phone })).toMatchObject({ kind: 'notSent' });
    expect(bench.count('auth.sendCode', phone)).toBe(0);
  });

  it('dials no socket twice', async () => {
    const socket = new SingleUseSocket();
    const dc = bench.sandbox.dcs[0];
    if (dc === undefined) throw new Error('no data centre');
    await socket.connect(dc.port, dc.host);
    await socket.close();
    await expect(socket.connect(dc.port, dc.host)).rejects.toThrow('used before');
  });

  it('builds no second transport for GramJS to reconnect with', () => {
    const reconnect = () => void Reflect.construct(Transport, [{ ip: '127.0.0.1', port: 1, dcId: 2 }]);
    expect(reconnect).toThrow('dialled once');
  });
});
