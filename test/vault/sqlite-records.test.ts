import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';
import { recordsSuite } from '../suites/records-suite.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { vaultKeys } from './test-keys.ts';

recordsSuite('SQLite records', async () => {
  const { file, remove } = temporaryFolder();
  return {
    open: (options) => openSqliteRecords({ file, ...options }),
    openVault: (options) => openSqliteSessionVault({ file, vaultKeys, ...options }),
    remove: async () => {
      remove();
    },
  };
});
