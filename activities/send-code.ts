import type { LoginActivities } from '../contracts/login-activities.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import { type CallScope, inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { overConnection } from './open-session.ts';
import { isMigration, sendOnce } from './send-once.ts';
import { sessionFor } from './session-for.ts';
import { stoppedBefore } from './stopped-before.ts';

type SendCodeInput = Parameters<LoginActivities['sendCode']>[0];

/** 95 % of redirects happen here (telegram-sign-in.md 5.2); a chain of more than one was never seen. */
const MAX_MIGRATIONS = 3;

/** `auth.sendCode`, at most once, with a key that is sealed before the call and lives at the number's own data centre. */
export async function sendCode(deps: ActivityDeps, input: SendCodeInput): Promise<SendCodeOutcome> {
  const stopped = await stoppedBefore(deps, input);
  if (stopped !== undefined) return stopped;
  const number = await deps.records.number(input.numberId);
  if (number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  return await inCallScope(deps, input, (scope) => sendAtHome(deps, input, scope, number.phone));
}

/** PHONE_MIGRATE_X: nothing was sent; the same call goes out once more with a new key, made at the data centre named. */
async function sendAtHome(
  deps: ActivityDeps,
  input: SendCodeInput,
  scope: CallScope,
  phone: string,
): Promise<SendCodeOutcome> {
  const futureTokens = await deps.vault.futureTokens(deps.gateway.environment);
  let dcId = input.freshKey ? (await deps.vault.load(input.loginId))?.session.dcId : undefined;
  for (let migrations = 0; migrations <= MAX_MIGRATIONS; migrations += 1) {
    const made = await sessionFor(deps, input, scope, dcId);
    if ('kind' in made) return made;
    const outcome = await overConnection(deps, made, scope, (on) =>
      sendOnce(deps, input, scope, on, {
        method: 'auth.sendCode',
        call: () => on.connection.sendCode({ phone, futureTokens }),
      }),
    );
    if (outcome.kind === 'stopped' && outcome.code === 'AUTH_KEY_UNKNOWN') {
      dcId = made.dcId;
      continue;
    }
    if (outcome.kind !== 'refused' || !isMigration(outcome)) return outcome;
    dcId = outcome.error.value;
  }
  return { kind: 'stopped', code: 'KEY_EXCHANGE_FAILED', detail: 'Telegram kept naming another data centre' };
}
