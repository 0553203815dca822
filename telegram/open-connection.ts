import { TelegramClient } from 'telegram/client/TelegramClient.js';
import { AuthKey } from 'telegram/crypto/AuthKey.js';
import { MemorySession } from 'telegram/sessions/Memory.js';
import { LAYER } from 'telegram/tl/AllTLObjects.js';
import { Api } from 'telegram/tl/index.js';
import { assertNever } from '../domain/assert-never.ts';
import type { Application } from './application.ts';
import type { DcAddress } from './dc-addresses.ts';
import { dial, unreachable } from './dial.ts';
import type { CallOptions, DcSession, OpenFailure } from './gateway.ts';
import { Line, type Outcome } from './line.ts';
import { refusedWhileOpening } from './refused-while-opening.ts';
import { silentLogger } from './silent-logger.ts';
import { SingleUseSender } from './single-use-sender.ts';
import { SingleUseSocket } from './single-use-socket.ts';

/** The key is not one that the data centre knows. Source: https://core.telegram.org/mtproto/mtproto-transports. */
const KEY_UNKNOWN = -404;

/**
 * Dials and introduces the application: `invokeWithLayer(initConnection(help.getConfig))`. That first call also corrects the
 * salt and the clock, so that later calls are written once. All of it together gets `deadlineMs`.
 */
export async function openLine(
  session: DcSession,
  application: Application,
  options: CallOptions,
): Promise<{ line: Line; dcs: readonly DcAddress[] } | OpenFailure> {
  const endsAtMs = performance.now() + options.deadlineMs;
  const address = { id: session.dcId, host: session.host, port: session.port };
  const transport = await dial(address, options);
  if ('kind' in transport) return transport;
  const sender = new SingleUseSender(await toAuthKey(session.authKey), session.dcId, carrierClient(application));
  sender.timeOffsetSeconds = session.timeOffsetSeconds;
  const line = new Line(transport, sender, options, endsAtMs);
  await line.start();
  const outcome = await line.send(introduction(application));
  if (outcome.kind === 'answered' && outcome.answer instanceof Api.Config) {
    if (options.staysOpenMs !== undefined) line.hold(options.staysOpenMs);
    return { line, dcs: dcsIn(outcome.answer) };
  }
  await line.close();
  return openFailure(outcome, line, address);
}

function openFailure(outcome: Outcome, line: Line, address: DcAddress): OpenFailure {
  switch (outcome.kind) {
    case 'answered':
      return {
        kind: 'failed',
        code: 'LIBRARY_TOO_OLD',
        reason: 'Telegram answered help.getConfig with something else than a config. Update Latchkey.',
      };
    case 'libraryTooOld':
      return {
        kind: 'failed',
        code: 'LIBRARY_TOO_OLD',
        reason: `Telegram sent constructor ${outcome.constructorId}, which this version does not know. Update Latchkey.`,
      };
    case 'refused':
      return refusedWhileOpening(outcome.error);
    case 'lost':
    case 'notSent':
      if (line.transportError === KEY_UNKNOWN) {
        return {
          kind: 'failed',
          code: 'AUTH_KEY_UNKNOWN',
          reason: `Data centre ${address.id} does not know the key of this session (-404). Make a new one.`,
        };
      }
      return unreachable(address, outcome.reason);
    default:
      return assertNever(outcome);
  }
}

function introduction({ apiId, device }: Application): Api.AnyRequest {
  return new Api.InvokeWithLayer({
    layer: LAYER,
    query: new Api.InitConnection({
      apiId,
      deviceModel: device.model,
      systemVersion: device.systemVersion,
      appVersion: device.appVersion,
      systemLangCode: 'en',
      // Language packs are for official apps; a third party's must be empty.
      langPack: '',
      langCode: 'en',
      query: new Api.help.GetConfig(),
    }),
  });
}

async function toAuthKey(bytes: Uint8Array): Promise<AuthKey> {
  const key = new AuthKey();
  await key.setKey(Buffer.from(bytes));
  return key;
}

/** GramJS's sender reports to a client. This one is never connected: it dials nothing and starts no timer. */
function carrierClient({ apiId, apiHash }: Application): TelegramClient {
  return new TelegramClient(new MemorySession(), apiId, apiHash, {
    baseLogger: silentLogger,
    networkSocket: SingleUseSocket,
    connectionRetries: 1,
    autoReconnect: false,
    floodSleepThreshold: 0,
    securityChecks: true,
  });
}

/** Addresses that a plain connection can use. */
function dcsIn({ dcOptions }: Api.Config): readonly DcAddress[] {
  const usable = dcOptions.filter(
    ({ ipv6, mediaOnly, tcpoOnly, cdn, secret }) => !ipv6 && !mediaOnly && !tcpoOnly && !cdn && secret === undefined,
  );
  return usable.toReversed().map(({ id, ipAddress, port }) => ({ id, host: ipAddress, port }));
}
