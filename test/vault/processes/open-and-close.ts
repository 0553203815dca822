import { openSqliteRecords } from '../../../vault/records/sqlite-records.ts';
import { openSqliteSessionVault } from '../../../vault/sessions/sqlite-session-vault.ts';
import { idKey, payloadKeys, vaultKeys } from '../test-keys.ts';

const file = process.argv[2] ?? '';
await (await openSqliteSessionVault({ file, vaultKeys })).close();
await (await openSqliteRecords({ file, payloadKeys, idKey })).close();
process.stdout.write('opened\n');
