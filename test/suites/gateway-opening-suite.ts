import { generateKeyPairSync } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { DEADLINE_MS, GatewayBench, type GatewayUnderTest, optionsFor, textWith } from './gateway-bench.ts';

const options = { deadlineMs: DEADLINE_MS };

export function gatewayOpeningSuite(name: string, underTest: GatewayUnderTest): void {
  describe(`${name}: keys and connections`, () => {
    let bench: GatewayBench;
    const servers: Server[] = [];
    beforeAll(async () => {
      bench = await GatewayBench.start(underTest);
    });
    afterAll(async () => bench.stop());
    afterEach(() => {
      for (const server of servers.splice(0)) server.close();
    });

    const gatewayAt = (port: number) =>
      underTest.createGateway({ ...optionsFor(bench.sandbox), dcs: [{ id: 2, host: '127.0.0.1', port }] });

    const listening = async (server: Server): Promise<number> => {
      servers.push(server);
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      return address.port;
    };

    /** Takes connections and says nothing. */
    const silentPort = async (): Promise<number> =>
      await listening(createServer((socket) => void socket.on('error', () => undefined).resume()));

    it('makes a key without a word about a person', async () => {
      const session = await bench.session();
      expect(session).toMatchObject({ dcId: 2, host: '127.0.0.1', port: bench.sandbox.dcs[0]?.port });
      expect(session.authKey).toHaveLength(256);
      expect(Math.abs(session.timeOffsetSeconds)).toBeLessThanOrEqual(1);
    });

    it('names its environment by the fingerprint of the key', () => {
      const fingerprint = BigInt.asUintN(64, bench.sandbox.keyFingerprint).toString(16).padStart(16, '0');
      expect(bench.gateway.environment).toBe(fingerprint);
      expect(bench.gateway.firstDcId).toBe(2);
    });

    it('leaves no connection behind', async () => {
      const connection = await bench.connect();
      await expect.poll(() => bench.sandbox.control.connections().open).toBe(1);
      await connection.close();
      await expect.poll(() => bench.sandbox.control.connections().open).toBe(0);
      expect(await connection.whoAmI()).toMatchObject({ kind: 'notSent' });
    });

    it('makes the key over another connection when the exchange breaks off', async () => {
      let dialled = 0;
      const target = bench.sandbox.dcs[0];
      if (target === undefined) throw new Error('no data centre');
      const server = createServer((client) => {
        dialled += 1;
        client.on('error', () => undefined);
        if (dialled === 1) {
          client.once('data', () => client.destroy());
          return;
        }
        const upstream = connect(target.port, target.host).on('error', () => undefined);
        client.pipe(upstream).pipe(client);
      });
      expect(await gatewayAt(await listening(server)).createSession(2, options)).toMatchObject({ kind: 'created' });
      expect(dialled).toBe(2);
    });

    it('says at which address nobody listens', async () => {
      const port = await silentPort();
      for (const server of servers.splice(0)) server.close();
      const gateway = gatewayAt(port);
      const failure = { kind: 'failed', code: 'DC_UNREACHABLE', reason: textWith(`127.0.0.1:${port}`) };
      expect(await gateway.createSession(2, options)).toMatchObject(failure);
      expect(await gateway.open({ ...(await bench.session()), port }, options)).toMatchObject(failure);
    });

    it('gives up on a data centre that says nothing', async () => {
      const port = await silentPort();
      const gateway = gatewayAt(port);
      const beganAtMs = performance.now();
      const failure = { code: 'DC_UNREACHABLE', reason: textWith('no answer') };
      expect(await gateway.createSession(2, { deadlineMs: 200 })).toMatchObject(failure);
      expect(await gateway.open({ ...(await bench.session()), port }, { deadlineMs: 200 })).toMatchObject(failure);
      expect(performance.now() - beganAtMs).toBeLessThan(2_000);
    });

    it('says which data centre has no address', async () => {
      expect(await bench.gateway.createSession(5, options)).toMatchObject({
        code: 'DC_UNREACHABLE',
        reason: textWith('data centre 5'),
      });
    });

    it('says that the data centre does not know the key', async () => {
      const session = { ...(await bench.session()), authKey: new Uint8Array(256).fill(7) };
      expect(await bench.gateway.open(session, options)).toMatchObject({ code: 'AUTH_KEY_UNKNOWN' });
    });

    it('makes no key with a data centre that has another RSA key', async () => {
      const other = await startSandbox({ dcs: [{ id: 2 }] });
      // The other key is known to the process; it still does not belong to this gateway.
      const theirs = underTest.createGateway(optionsFor(other));
      expect(await theirs.createSession(2, options)).toMatchObject({ kind: 'created' });
      const ours = underTest.createGateway({ ...optionsFor(other), publicKeyPem: bench.sandbox.publicKeyPem });
      expect(await ours.createSession(2, options)).toMatchObject({
        code: 'KEY_EXCHANGE_FAILED',
        reason: textWith(bench.gateway.environment),
      });
      await other.close();
    });

    it('says that the api_id is wrong', async () => {
      const gateway = underTest.createGateway({ ...optionsFor(bench.sandbox), apiId: -1 });
      expect(await gateway.open(await bench.session(), options)).toMatchObject({
        code: 'API_ID_INVALID',
        error: { name: 'CONNECTION_API_ID_INVALID' },
      });
    });

    it('refuses options that cannot be right', () => {
      const { publicKeyPem, ...rest } = optionsFor(bench.sandbox);
      expect(() => underTest.createGateway({ ...rest, publicKeyPem: 'nonsense' })).toThrow('TELEGRAM_DC_KEY');
      const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
      const small = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
      expect(() => underTest.createGateway({ ...rest, publicKeyPem: small })).toThrow('has 1024 bits');
      expect(() => underTest.createGateway({ ...rest, dcs: [] })).toThrow('TELEGRAM_DC');
      const { dcs: _, ...withoutDcs } = rest;
      expect(() => underTest.createGateway({ ...withoutDcs, publicKeyPem: publicKeyPem ?? '' })).toThrow(
        'TELEGRAM_DC_KEY',
      );
      expect(underTest.createGateway(withoutDcs).environment).toBe('d09d1d85de64fd85');
    });
  });
}
