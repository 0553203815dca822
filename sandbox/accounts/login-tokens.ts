import { randomBytes } from 'node:crypto';
import type { AuthKey } from '../key-exchange/auth-key.ts';

/** What a QR code stands for until somebody scans it, and for as long again until it is fetched. */
export interface LoginToken {
  readonly bytes: Buffer;
  /** The key that waits. */
  readonly key: AuthKey;
  readonly expiresAtMs: number;
  /** User ids that may not accept it. */
  readonly exceptIds: readonly string[];
  /** Tells the waiting session that it was accepted. */
  readonly notify: () => void;
  acceptedBy: string | undefined;
  isUsed: boolean;
}

/** The oldest go first. */
const maxTokens = 1000;

/** Login tokens of all data centres, for the one that imports a token is not the one that exported it. */
export class LoginTokens {
  private readonly byText = new Map<string, LoginToken>();

  issue(token: Pick<LoginToken, 'key' | 'expiresAtMs' | 'exceptIds' | 'notify'>): LoginToken {
    const issued: LoginToken = { ...token, bytes: randomBytes(32), acceptedBy: undefined, isUsed: false };
    this.byText.set(textOf(issued.bytes), issued);
    for (const oldest of this.byText.keys()) {
      if (this.byText.size <= maxTokens) break;
      this.byText.delete(oldest);
    }
    return issued;
  }

  find(bytes: Buffer): LoginToken | undefined {
    return this.byText.get(textOf(bytes));
  }

  /** What was accepted for a key and not fetched yet. */
  acceptedOn(key: AuthKey, nowMs: number): LoginToken | undefined {
    return [...this.byText.values()].findLast(
      (token) => token.key === key && token.acceptedBy !== undefined && !token.isUsed && nowMs < token.expiresAtMs,
    );
  }
}

function textOf(bytes: Buffer): string {
  return bytes.toString('base64url');
}
