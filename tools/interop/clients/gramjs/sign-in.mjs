// Signs in on the sandbox with GramJS: the job in the environment, one JSON line per thing that happened.
// begin: imports
import { createHash, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api, TelegramClient, errors } from 'telegram';
import { _serverKeys } from 'telegram/crypto/RSA.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { PromisedNetSockets } from 'telegram/extensions/PromisedNetSockets.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { ConnectionTCPAbridged, ConnectionTCPFull, ConnectionTCPObfuscated } from 'telegram/network/index.js';
import { computeCheck } from 'telegram/Password.js';
import { StringSession } from 'telegram/sessions/index.js';

const { env } = process;
const transports = { full: ConnectionTCPFull, abridged: ConnectionTCPAbridged, obfuscated: ConnectionTCPObfuscated };
// end: imports

const tell = (event, fields = {}) => console.log(JSON.stringify({ event, ...fields }));

// begin: point
// TELEGRAM_DC=2@127.0.0.1:4430,4@127.0.0.1:4431 and TELEGRAM_DC_KEY=dc.pem, as `latchkey sandbox` prints them.
function sandboxClient(connection) {
  const dcs = env.TELEGRAM_DC.split(',').map((dc) => /^(\d+)@(.+):(\d+)$/.exec(dc).slice(1));
  addKey(readFileSync(env.TELEGRAM_DC_KEY, 'utf8'));
  const session = new StringSession('');
  session.setDC(Number(dcs[0][0]), dcs[0][1], Number(dcs[0][2]));
  return new TelegramClient(session, 1, 'a'.repeat(32), {
    connection,
    connectionRetries: 3,
    // GramJS dials port 80 whatever the session says; the address here is 127.0.0.1 for every data centre.
    networkSocket: class extends PromisedNetSockets {
      connect() {
        const [, host, port] = dcs.find(([id]) => Number(id) === session.dcId);
        return super.connect(Number(port), host);
      }
    },
    baseLogger: new Logger(LogLevel.NONE),
  });
}

function addKey(pem) {
  const n = Buffer.from(createPublicKey(pem).export({ format: 'jwk' }).n, 'base64url');
  // Both numbers as TL bytes: 256 and 3 of them, padded to a multiple of 4.
  const serialized = Buffer.concat([Buffer.from('fe000100', 'hex'), n, Buffer.from('03010001', 'hex')]);
  const fingerprint = createHash('sha1').update(serialized).digest().readBigInt64LE(12);
  _serverKeys.set(String(fingerprint), { n: returnBigInt(BigInt(`0x${n.toString('hex')}`)), e: 65537 });
}
// end: point

/** False when the call was refused with this error. */
async function unlessRefused(name, call) {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof errors.RPCError) || error.errorMessage !== name) throw error;
    return false;
  }
}

async function checkPassword(client, password) {
  const challenge = await client.invoke(new Api.account.GetPassword());
  return client.invoke(new Api.auth.CheckPassword({ password: await computeCheck(challenge, password) }));
}

async function givePassword(client) {
  if (env.WRONG_PASSWORD !== undefined) {
    const wrong = await unlessRefused('PASSWORD_HASH_INVALID', checkPassword(client, env.WRONG_PASSWORD));
    if (!wrong) tell('refused', { error: 'PASSWORD_HASH_INVALID' });
  }
  await checkPassword(client, env.PASSWORD);
}

async function signIn(client, phoneNumber) {
  const settings = new Api.CodeSettings({});
  const call = { phoneNumber, apiId: 1, apiHash: 'a'.repeat(32), settings };
  let sent = await client.invoke(new Api.auth.SendCode(call));
  tell('sent', { type: sent.type.className });
  if (env.RESEND_AFTER_SECONDS !== undefined) {
    await sleep(Number(env.RESEND_AFTER_SECONDS) * 1000);
    sent = await client.invoke(new Api.auth.ResendCode({ phoneNumber, phoneCodeHash: sent.phoneCodeHash }));
    tell('sent', { type: sent.type.className });
  }
  const { phoneCodeHash } = sent;
  const enter = (phoneCode) => client.invoke(new Api.auth.SignIn({ phoneNumber, phoneCodeHash, phoneCode }));
  if (env.WRONG_CODE !== undefined && !(await unlessRefused('PHONE_CODE_INVALID', enter(env.WRONG_CODE)))) {
    tell('refused', { error: 'PHONE_CODE_INVALID' });
  }
  if (!(await unlessRefused('SESSION_PASSWORD_NEEDED', enter(env.CODE)))) {
    tell('passwordNeeded');
    await givePassword(client);
  }
  const me = await client.getMe();
  tell('signedIn', { userId: Number(me.id), firstName: me.firstName, phone: me.phone });
}

const client = sandboxClient(transports[env.TRANSPORT ?? 'full']);
try {
  await client.connect();
  await signIn(client, env.PHONE);
} finally {
  await client.destroy();
}
// GramJS leaves timers behind.
process.exit();
