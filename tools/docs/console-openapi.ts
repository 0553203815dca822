import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConsole } from '../../client/web/create-console.ts';
import { createLogger } from '../../runtime/logger.ts';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';

/** The document of the console's HTTP interface, as the console itself serves it. */
export async function consoleOpenApi(): Promise<object> {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-docs-'));
  const payloadKeys = { currentId: 'docs', keys: new Map([['docs', randomBytes(32)]]) };
  const records = await openSqliteRecords({ file: join(home, 'vault.sqlite'), payloadKeys, idKey: randomBytes(32) });
  const nothing = async (): Promise<never> => {
    throw new Error('Only the document is made here.');
  };
  const app = await createConsole({
    records,
    operators: { roleOf: () => undefined, all: () => new Map() },
    logins: () => {
      throw new Error('Only the document is made here.');
    },
    checkReady: nothing,
    sendsPerDay: 1,
    publicUrl: 'https://localhost',
    logger: createLogger({ name: 'docs', level: 'silent' }),
  });
  const document = app.swagger();
  await app.close();
  await records.close();
  await rm(home, { recursive: true });
  return document;
}
