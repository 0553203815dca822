import type { Application } from './application.ts';
import { connectionOver } from './calls.ts';
import { createSession } from './create-session.ts';
import { type DcAddress, DcAddresses } from './dc-addresses.ts';
import type { Gateway } from './gateway.ts';
import { loginTokenCalls } from './login-token-calls.ts';
import { openLine } from './open-connection.ts';
import { prepareTelegramGroup } from './key-exchange/dh-group.ts';
import { productionKey, readServerKey } from './server-key.ts';

/**
 * - `dcs`: where the data centres listen (TELEGRAM_DC); the first is asked first. Unset, Telegram's own.
 * - `publicKeyPem`: their RSA key, PKCS#1 in PEM (the content of TELEGRAM_DC_KEY). Unset, Telegram's own.
 */
export type GatewayOptions = Application & { dcs?: readonly DcAddress[]; publicKeyPem?: string };

/**
 * The gateway over GramJS. Holds no connection: each `open` is one socket and one client object, gone with `close`.
 * @throws TypeError when the options cannot be right: an empty list of data centres, a key that is none.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { apiId, apiHash, device, dcs, publicKeyPem } = options;
  if (publicKeyPem !== undefined && dcs === undefined) {
    throw new TypeError('TELEGRAM_DC_KEY is set without TELEGRAM_DC. Set both, or none for Telegram itself.');
  }
  const application = { apiId, apiHash, device };
  const serverKey = publicKeyPem === undefined ? productionKey : readServerKey(publicKeyPem);
  const addresses = new DcAddresses(dcs);
  setImmediate(prepareTelegramGroup);
  return {
    environment: serverKey.hex,
    device,
    firstDcId: addresses.firstId,
    async createSession(dcId, callOptions) {
      const address = addresses.find(dcId);
      if (address !== undefined) return await createSession(address, serverKey, callOptions);
      return {
        kind: 'failed',
        code: 'DC_UNREACHABLE',
        reason: `The address of data centre ${dcId} is not known. Add it to TELEGRAM_DC.`,
      };
    },
    async open(session, callOptions) {
      const opened = await openLine(session, application, callOptions);
      if ('kind' in opened) return opened;
      addresses.learn(opened.dcs);
      const { line } = opened;
      const connection = { ...connectionOver(line, application), ...loginTokenCalls(line, application) };
      return { kind: 'open', connection, timeOffsetSeconds: line.timeOffsetSeconds };
    },
  };
}
