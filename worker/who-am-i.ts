import { randomBytes } from 'node:crypto';
import { CALL_DEADLINE_MS } from '../contracts/timings.ts';
import type { Config } from '../runtime/config.ts';
import { idKey } from '../runtime/keys.ts';
import type { Logger } from '../runtime/logger.ts';
import { numberIdOf } from '../runtime/number-id.ts';
import type { WhoAmI } from '../telegram/gateway.ts';
import type { SessionRow } from '../vault/sessions/session-vault.ts';
import { openParts, type WorkerParts } from './open-parts.ts';

/** One stored session, and what Telegram says of it. `phone` is `+…`. */
export type Identified = {
  sessionId: string;
  /** When it was signed in, Unix milliseconds. */
  sinceMs: number;
  dcId: number;
  who: WhoAmI | { kind: 'notReached'; reason: string };
};

/**
 * Opens each live session of a number from the vault and asks Telegram who it is. The vault's keys are needed, so this
 * runs where the login worker runs. Throws ConfigError and VaultError.
 */
export async function whoAmI(config: Config, logger: Logger, phone: string): Promise<Identified[]> {
  const parts = await openParts(config, logger);
  try {
    const { vault, gateway } = parts.deps;
    const rows = await vault.liveSessions(numberIdOf(idKey(config), phone), gateway.environment);
    const identified: Identified[] = [];
    for (const row of rows) {
      const { sessionId, session, updatedAtMs: sinceMs } = row;
      identified.push({ sessionId, sinceMs, dcId: session.dcId, who: await identify(parts, row) });
    }
    return identified;
  } finally {
    await parts.close();
  }
}

/** Under the session's lease: two connections with one key at once would end it. */
async function identify({ deps }: WorkerParts, { sessionId, session }: SessionRow): Promise<Identified['who']> {
  const { vault, gateway } = deps;
  const answer = await vault.acquireLease({
    sessionId,
    holder: randomBytes(8).toString('hex'),
    ttlMs: 2 * CALL_DEADLINE_MS,
  });
  if (answer.kind === 'held') return { kind: 'notReached', reason: 'Another process uses this session right now.' };
  try {
    const opened = await gateway.open(session, { deadlineMs: CALL_DEADLINE_MS });
    if (opened.kind === 'failed') return { kind: 'notReached', reason: opened.reason };
    const who = await opened.connection.whoAmI();
    await opened.connection.close();
    return who;
  } finally {
    await vault.releaseLease(answer.lease);
  }
}
