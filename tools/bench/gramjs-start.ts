import { TelegramClient } from 'telegram/client/TelegramClient.js';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { PromisedNetSockets } from 'telegram/extensions/PromisedNetSockets.js';
import { StringSession } from 'telegram/sessions/index.js';
import type { DcAddress } from '../../telegram/dc-addresses.ts';
import type { Timing } from './timing.ts';

const apiId = 4607;
const apiHash = '0123456789abcdef0123456789abcdef';

/**
 * A sign-in as GramJS's own documentation does it: a new client without a stored key, `start()`, its defaults. The clock
 * does not count making the client. `readCode` is outside the clock.
 */
export async function gramjsStart(dc: DcAddress, phone: string, readCode: () => Promise<string>): Promise<Timing> {
  const session = new StringSession('');
  session.setDC(dc.id, dc.host, dc.port);
  const client = new TelegramClient(session, apiId, apiHash, {
    networkSocket: socketsTo(dc.port),
    baseLogger: new Logger(LogLevel.NONE),
  });
  let codeSentAt = Number.NaN;
  let codeTypedAt = Number.NaN;
  try {
    const startedAt = performance.now();
    await client.start({
      phoneNumber: phone,
      phoneCode: async () => {
        codeSentAt = performance.now();
        const code = await readCode();
        codeTypedAt = performance.now();
        return code;
      },
      onError: (error) => {
        throw error;
      },
    });
    const signedInAt = performance.now();
    return { startToCodeMs: codeSentAt - startedAt, codeToSignedInMs: signedInAt - codeTypedAt };
  } finally {
    await client.destroy();
  }
}

/** GramJS dials port 80 whatever the session says. */
function socketsTo(port: number): typeof PromisedNetSockets {
  return class extends PromisedNetSockets {
    override connect(_port: number, ip: string): Promise<unknown> {
      return super.connect(port, ip);
    }
  };
}
