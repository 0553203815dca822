import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';
import { sessionVaultSuite } from '../suites/session-vault-suite.ts';
import { temporaryFolder } from './temporary-folder.ts';

sessionVaultSuite('SQLite session vault', async () => {
  const { file, remove } = temporaryFolder();
  return {
    open: (options) => openSqliteSessionVault({ file, ...options }),
    remove: async () => {
      remove();
    },
  };
});
