import { Account } from './account.ts';
import { notSignedIn } from './authorization.ts';
import type { Scenario } from './scenario.ts';
import { digitsOf } from './phone.ts';

/** All scripted numbers; every data centre of the sandbox sees the same ones. */
export class AccountBook {
  private readonly accounts = new Map<string, Account>();

  /** Replaces what was scripted and forgets what has happened; its authorisations end. */
  put(phone: string, scenario: Scenario): Account {
    const digits = digitsOf(phone);
    this.forget(digits);
    const account = new Account(digits, scenario);
    this.accounts.set(digits, account);
    return account;
  }

  /** Nobody has this number any more, and who was signed in with it no longer is. */
  forget(phone: string): void {
    const digits = digitsOf(phone);
    for (const key of this.accounts.get(digits)?.keys ?? []) key.authorization = notSignedIn;
    this.accounts.delete(digits);
  }

  find(phone: string | undefined): Account | undefined {
    return phone === undefined ? undefined : this.accounts.get(digitsOf(phone));
  }

  all(): Account[] {
    return [...this.accounts.values()];
  }
}
