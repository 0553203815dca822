import type { World } from '../world.ts';
import type { Account } from './account.ts';
import type { PasswordVerifier } from './password-verifier.ts';

/** What the account's 2FA password is checked against; undefined where it has none. */
export async function currentVerifier(account: Account, world: World): Promise<PasswordVerifier | undefined> {
  const { password2fa } = account.scenario;
  if (password2fa === undefined) return undefined;
  return account.replacedPassword ?? (await world.verifiers(password2fa.password));
}
