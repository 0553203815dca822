// Signs in on the sandbox with mtcute: the job in the environment, one JSON line per thing that happened.
// begin: imports
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  IntermediatePacketCodec,
  MemoryStorage,
  ObfuscatedPacketCodec,
  PaddedIntermediatePacketCodec,
  tl,
} from '@mtcute/core';
import { addPublicKey } from '@mtcute/core/utils.js';
import { TcpTransport, TelegramClient } from '@mtcute/node';
import { NodeCryptoProvider } from '@mtcute/node/utils.js';

const { env } = process;
const codecs = {
  intermediate: () => new IntermediatePacketCodec(),
  'padded-intermediate': () => new PaddedIntermediatePacketCodec(),
  obfuscated: () => new ObfuscatedPacketCodec(new IntermediatePacketCodec()),
  'obfuscated-padded': () => new ObfuscatedPacketCodec(new PaddedIntermediatePacketCodec()),
};
// end: imports

const tell = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }));

async function sandboxClient() {
  // begin: point
  // TELEGRAM_DC=2@127.0.0.1:4430 and TELEGRAM_DC_KEY=dc.pem, as `latchkey sandbox` prints them.
  const [, id, ipAddress, port] = /^(\d+)@([^:]+):(\d+)/.exec(env.TELEGRAM_DC);
  const dc = { id: Number(id), ipAddress, port: Number(port) };
  const crypto = new NodeCryptoProvider();
  await crypto.initialize();
  addPublicKey(crypto, readFileSync(env.TELEGRAM_DC_KEY, 'utf8'));
  const transport = new TcpTransport();
  const client = new TelegramClient({
    apiId: 1,
    apiHash: 'a'.repeat(32),
    storage: new MemoryStorage(),
    defaultDcs: { main: dc, media: dc },
    crypto,
    transport,
    disableUpdates: true,
  });
  // end: point
  transport.packetCodec = codecs[env.TRANSPORT ?? 'intermediate'];
  return client;
}

/** False when the call was refused with this error. */
async function unlessRefused(name, call) {
  try {
    return await call;
  } catch (error) {
    if (!tl.RpcError.is(error, name)) throw error;
    return false;
  }
}

async function givePassword(client) {
  if (env.WRONG_PASSWORD !== undefined) {
    const wrong = await unlessRefused('PASSWORD_HASH_INVALID', client.checkPassword(env.WRONG_PASSWORD));
    if (!wrong) tell('refused', { error: 'PASSWORD_HASH_INVALID' });
  }
  await client.checkPassword(env.PASSWORD);
}

async function signIn(client, phone) {
  let sent = await client.sendCode({ phone });
  tell('sent', { type: sent.type });
  if (env.RESEND_AFTER_SECONDS !== undefined) {
    await sleep(Number(env.RESEND_AFTER_SECONDS) * 1000);
    sent = await client.resendCode({ phone, phoneCodeHash: sent.phoneCodeHash });
    tell('sent', { type: sent.type });
  }
  const enter = (phoneCode) => client.signIn({ phone, phoneCodeHash: sent.phoneCodeHash, phoneCode });
  if (env.WRONG_CODE !== undefined && !(await unlessRefused('PHONE_CODE_INVALID', enter(env.WRONG_CODE)))) {
    tell('refused', { error: 'PHONE_CODE_INVALID' });
  }
  if (!(await unlessRefused('SESSION_PASSWORD_NEEDED', enter(env.CODE)))) {
    tell('passwordNeeded');
    await givePassword(client);
  }
  const me = await client.getMe();
  tell('signedIn', { userId: me.id, firstName: me.firstName, phone: me.phoneNumber });
}

const client = await sandboxClient();
try {
  await signIn(client, env.PHONE);
} finally {
  await client.destroy();
}
