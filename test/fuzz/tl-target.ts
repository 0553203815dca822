import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { serializeBytes } from 'telegram/tl/index.js';
import { Api } from 'telegram/tl/index.js';
import { RawClient, long } from '../sandbox/raw-client.ts';
import { rawMessage, wrapped } from '../sandbox/raw-message.ts';
import { mutated } from './mutated.ts';
import type { SandboxUnderFire } from './sandbox-under-fire.ts';
import type { OpenTarget } from './target.ts';

const MESSAGES_PER_BATCH = 60;
/** Answers are not waited for; whether it still serves is asked after the batch. */
const SETTLE_MS = 30;

const phoneNumber = '+4915100000001';
const phoneCodeHash = 'hash';
const requests = [
  new Api.auth.SendCode({ phoneNumber, apiId: 1, apiHash: 'a', settings: new Api.CodeSettings({}) }),
  new Api.auth.ResendCode({ phoneNumber, phoneCodeHash }),
  new Api.auth.CancelCode({ phoneNumber, phoneCodeHash }),
  new Api.auth.SignIn({ phoneNumber, phoneCodeHash, phoneCode: '12345' }),
  new Api.auth.CheckPassword({
    password: new Api.InputCheckPasswordSRP({ srpId: long(1n), A: Buffer.alloc(256, 3), M1: Buffer.alloc(32) }),
  }),
  new Api.account.GetPassword(),
  new Api.users.GetUsers({ id: [new Api.InputUserSelf()] }),
  new Api.updates.GetState(),
  new Api.help.GetConfig(),
  new Api.auth.LogOut(),
  new Api.PingDelayDisconnect({ pingId: long(1n), disconnectDelay: 1 }),
  new Api.MsgsAck({ msgIds: [long(1n), long(4n)] }),
  new Api.MsgsStateReq({ msgIds: [long(1n), long(1n << 62n)] }),
  new Api.MsgResendReq({ msgIds: [long(1n)] }),
  new Api.RpcDropAnswer({ reqMsgId: long(4n) }),
  new Api.GetFutureSalts({ num: 64 }),
  new Api.DestroySession({ sessionId: long(5n) }),
  new Api.HttpWait({ maxDelay: 0, waitAfter: 0, maxWait: 1 }),
  new Api.auth.BindTempAuthKey({
    permAuthKeyId: long(1n),
    nonce: long(2n),
    expiresAt: 1,
    encryptedMessage: Buffer.alloc(64),
  }),
].map((request) => request.getBytes());

const containerId = 0x73f1f8dc;
const container = Buffer.concat([
  Buffer.from('dcf8f17302000000', 'hex'),
  rawMessage({ msgId: 4n, seqNo: 1, body: requests[8] ?? Buffer.alloc(4) }),
  rawMessage({ msgId: 8n, seqNo: 3, body: requests[5] ?? Buffer.alloc(4) }),
]);
const packed = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from('a1cf7230', 'hex'), serializeBytes(gzipSync(body))]);
/** auth.checkPassword and its argument, of which something else may stand in the place. */
const checkPassword = Buffer.from('164d8bd1', 'hex');
const samples = [
  ...requests,
  ...requests.slice(0, 4).map((query) => wrapped(query)),
  container,
  packed(requests[0] ?? Buffer.alloc(4)),
  Buffer.concat([checkPassword, packed(requests[0] ?? Buffer.alloc(4))]),
];

/** What is small on the wire and large when it is taken at its word. */
const amounts = fc
  .record({
    body: fc.constantFrom(
      packed(Buffer.alloc(4 << 20)),
      packed(Buffer.alloc(3 << 20, container)),
      Buffer.concat([checkPassword, packed(Buffer.alloc(8 << 20))]),
      new Api.MsgResendReq({ msgIds: Array.from({ length: 8_192 }, (_, i) => long(BigInt(i & 7))) }).getBytes(),
      new Api.users.GetUsers({ id: Array.from({ length: 5_000 }, () => new Api.InputUserSelf()) }).getBytes(),
      ...requests,
    ),
    times: fc.constantFrom(1, 2, 100, 1_020),
    isPacked: fc.boolean(),
  })
  .map(({ body, times, isPacked }) => {
    const fitting = Math.max(1, Math.min(times, Math.floor(900_000 / body.length)));
    const head = Buffer.from('dcf8f17300000000', 'hex');
    head.writeInt32LE(fitting, 4);
    const aSecondAgo = BigInt(Math.floor(Date.now() / 1000) - 1) << 32n;
    const inner = Array.from({ length: fitting }, (_, i) =>
      rawMessage({ msgId: aSecondAgo + BigInt(4 * i), seqNo: 2 * i + 1, body }),
    );
    const whole = Buffer.concat([head, ...inner]);
    return isPacked ? packed(whole) : whole;
  });

const message = fc.record({
  body: fc.oneof(
    { weight: 60, arbitrary: mutated(samples) },
    { weight: 10, arbitrary: words() },
    { weight: 1, arbitrary: amounts },
  ),
  /** Seconds beside the true time: mostly none. */
  offset: fc.oneof(
    { weight: 8, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -400, max: 100 }) },
  ),
  /** Mostly the right one: after a large one all calls of the session are out of order. */
  seqNo: fc.oneof({ weight: 40, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.integer() }),
});

function words(): fc.Arbitrary<Buffer> {
  return fc.uint8Array({ minLength: 1, maxLength: 50 }).map((bytes) => {
    return Buffer.concat([Buffer.from(bytes), Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  });
}

/** Encrypted messages with broken TL inside, all with one key; a connection that the sandbox closes is opened again. */
export const openTlTarget: OpenTarget = (sandbox) => {
  let client: RawClient | undefined;
  return {
    fire: async (seed) => {
      // In a session of its own.
      client?.close();
      client = await usable(sandbox, client, { anew: true });
      for (const { body, offset, seqNo } of fc.sample(message, { seed, numRuns: MESSAGES_PER_BATCH })) {
        client = await usable(sandbox, client, { anew: false });
        const whole = body.length % 4 === 0 && body.length >= 4 ? body : Buffer.concat([body, Buffer.alloc(4)]);
        await client.write(whole.subarray(0, whole.length - (whole.length % 4)), {
          msgId: client.newMsgId(offset),
          seqNo: seqNo ?? client.newSeqNo(whole.readUInt32LE() !== containerId),
        });
        client.received.length = 0;
      }
      await pause(SETTLE_MS);
    },
    close: () => client?.close(),
  };
};

async function usable(
  sandbox: SandboxUnderFire,
  client: RawClient | undefined,
  { anew }: { anew: boolean },
): Promise<RawClient> {
  if (client !== undefined && !client.isClosed && !anew) return client;
  const next = await RawClient.open(sandbox, client === undefined ? {} : { like: client });
  if (client === undefined) await next.settle();
  return next;
}
