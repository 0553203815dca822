import { openSqliteSessionVault } from '../../../vault/sessions/sqlite-session-vault.ts';
import { vaultKeys } from '../test-keys.ts';

// Reserves as many sends of one number as the budget allows, and prints how many it got.
const [file = '', sessionId = '', attempts = '0', limit = '0'] = process.argv.slice(2);
const vault = await openSqliteSessionVault({ file, vaultKeys });
const answer = await vault.acquireLease({ sessionId, holder: sessionId, ttlMs: 60_000 });
if (answer.kind !== 'acquired') throw new Error('the lease is held');
let reserved = 0;
for (let attempt = 0; attempt < Number(attempts); attempt += 1) {
  const opening = await vault.openIntent(answer.lease, {
    effectId: `e${attempt}`,
    method: 'auth.sendCode',
    numberId: 'n1',
    budget: { limit: Number(limit), windowMs: 3_600_000 },
  });
  if (opening.kind === 'opened') reserved += 1;
}
await vault.close();
process.stdout.write(`${reserved}\n`);
