import { doAuthentication } from 'telegram/network/Authenticator.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import { Api } from 'telegram/tl/index.js';
import type { ServerKey } from './server-key.ts';
import { silentLogger } from './silent-logger.ts';
import type { Transport } from './transport.ts';

export type MadeKey = { authKey: Uint8Array; timeOffsetSeconds: number };

/** The server has none of the keys that belong to this environment: trying again is useless. */
export class WrongServerKeyError extends Error {
  override name = 'WrongServerKeyError';
}

/**
 * GramJS's key exchange over a dialled transport.
 * It fails in about one of 250 runs, when the shared number begins with a zero byte: GramJS does not pad it. Try again then,
 * on a new connection.
 * @throws WrongServerKeyError, or whatever GramJS throws when the exchange fails or the connection is lost.
 */
export async function exchangeKey(transport: Transport, serverKey: ServerKey): Promise<MadeKey> {
  const made = await doAuthentication(new OneKeySender(transport, serverKey), silentLogger);
  const authKey = made.authKey.getKey();
  if (authKey?.length !== 256) throw new Error('The key exchange gave a key that is not 256 bytes long.');
  return { authKey: Uint8Array.from(authKey), timeOffsetSeconds: made.timeOffset };
}

/** GramJS takes any key it has ever been told of, Telegram's test servers' among them; this lets one key pass. */
class OneKeySender extends MTProtoPlainSender {
  readonly #serverKey: ServerKey;

  constructor(transport: Transport, serverKey: ServerKey) {
    super(transport, silentLogger);
    this.#serverKey = serverKey;
  }

  override async send(request: Api.AnyRequest): Promise<unknown> {
    const answer: unknown = await super.send(request);
    if (answer instanceof Api.ResPQ) {
      const { id, hex } = this.#serverKey;
      const ours = answer.serverPublicKeyFingerprints.filter((fingerprint) => fingerprint.toString() === id);
      if (ours.length === 0)
        throw new WrongServerKeyError(
          `The data centre does not have the key ${hex}. Check TELEGRAM_DC and TELEGRAM_DC_KEY.`,
        );
      answer.serverPublicKeyFingerprints = ours;
    }
    return answer;
  }
}
