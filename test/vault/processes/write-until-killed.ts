import { openSqliteSessionVault } from '../../../vault/sessions/sqlite-session-vault.ts';
import { aSession } from '../../suites/session-vault-bench.ts';
import { vaultKeys } from '../test-keys.ts';

// Signs in one session after the other, and prints each step once the vault has confirmed it.
const [file = '', round = ''] = process.argv.slice(2);
const vault = await openSqliteSessionVault({ file, vaultKeys });
const confirm = (text: string) => process.stdout.write(`${text}\n`);
for (let index = 0; ; index += 1) {
  const sessionId = `r${round}-${index}`;
  const answer = await vault.acquireLease({ sessionId, holder: 'child', ttlMs: 60_000 });
  if (answer.kind !== 'acquired') throw new Error('the lease is held');
  await vault.savePending(answer.lease, { numberId: 'n1', environment: 'sandbox', session: aSession(1) });
  confirm(`pending ${sessionId}`);
  await vault.openIntent(answer.lease, {
    effectId: 'e1',
    method: 'auth.sendCode',
    numberId: 'n1',
    budget: { limit: 1_000_000, windowMs: 3_600_000 },
  });
  confirm(`opened ${sessionId}`);
  await vault.answerIntent(answer.lease, {
    effectId: 'e1',
    result: sessionId,
    session: aSession(2),
    promote: { userId: '1', firstName: 'A' },
  });
  confirm(`answered ${sessionId}`);
}
