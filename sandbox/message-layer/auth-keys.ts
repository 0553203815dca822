import { notSignedIn } from '../accounts/authorization.ts';
import { sha1 } from '../crypto/digest.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { World } from '../world.ts';
import { MessageIds } from './message-ids.ts';

/** What stays of an auth key when its connections and sessions are gone. */
export type KeptKey = Pick<AuthKey, 'bytes' | 'initialSalt' | 'createdAtMs'> &
  Partial<Pick<AuthKey, 'expiresAtMs' | 'layer' | 'initialised' | 'phone' | 'authorization'>>;

/** The auth keys of one data centre, by the 16 hex digits of their id. */
export class AuthKeys {
  private readonly dcId: number;
  private readonly world: World;
  private readonly known = new Map<string, AuthKey>();

  constructor(dcId: number, world: World) {
    this.dcId = dcId;
    this.world = world;
  }

  /** A key that is alive; a temporary one dies at its hour. */
  get(id: string): AuthKey | undefined {
    const key = this.known.get(id);
    if (key?.expiresAtMs === undefined || this.world.nowMs() < key.expiresAtMs) return key;
    this.forget(key);
    return undefined;
  }

  all(): AuthKey[] {
    return [...this.known.values()];
  }

  /** A key from the key exchange; false when there is one with its id. */
  keep(made: { bytes: Buffer; initialSalt: bigint; expiresInSeconds: number | undefined }): boolean {
    const { bytes, initialSalt, expiresInSeconds } = made;
    const createdAtMs = this.world.nowMs();
    const expiresAtMs = expiresInSeconds === undefined ? undefined : createdAtMs + expiresInSeconds * 1000;
    if (this.known.has(idOf(bytes).toString('hex'))) return false;
    this.add({ bytes, initialSalt, createdAtMs, expiresAtMs });
    while (this.known.size > this.world.settings.maxKeys) this.makeRoom();
    this.saveSoon();
    return true;
  }

  add(kept: KeptKey): AuthKey {
    const idBytes = idOf(kept.bytes);
    const key: AuthKey = {
      expiresAtMs: undefined,
      layer: undefined,
      initialised: false,
      phone: undefined,
      authorization: notSignedIn,
      ...kept,
      id: idBytes.toString('hex'),
      idBytes,
      dcId: this.dcId,
      permanent: undefined,
      sessions: new Map(),
      messageIds: new MessageIds(),
    };
    this.known.set(key.id, key);
    return key;
  }

  /** Ends its authorisation, and the temporary keys that stand for it. */
  forget(key: AuthKey): void {
    this.known.delete(key.id);
    for (const other of this.known.values()) if (other.permanent === key) this.known.delete(other.id);
    this.signOut(key);
    this.saveSoon();
  }

  clear(): void {
    for (const key of this.known.values()) this.signOut(key);
    this.known.clear();
  }

  /** Nobody waits for it; a failure is in the log. */
  private saveSoon(): void {
    this.world.save?.().catch(() => undefined);
  }

  private signOut(key: AuthKey): void {
    const { authorization } = key;
    if (authorization.kind !== 'none') this.world.accounts.find(authorization.phone)?.keys.delete(key);
    key.authorization = notSignedIn;
  }

  /** The oldest key that nobody is signed in with goes, or else the oldest. */
  private makeRoom(): void {
    for (const key of this.known.values()) {
      if (key.authorization.kind !== 'none') continue;
      this.known.delete(key.id);
      return;
    }
    const [oldest] = this.known.values();
    if (oldest) this.forget(oldest);
  }
}

/** core.telegram.org/mtproto/description: the lower 64 bits of the key's SHA1. */
function idOf(bytes: Buffer): Buffer {
  return sha1(bytes).subarray(12);
}
