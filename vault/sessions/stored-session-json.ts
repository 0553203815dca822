import type { SessionOwner, StoredSession } from './session-vault.ts';

/** A session as JSON, to be sealed: `authKey` becomes base64. */
export function sessionToJson(session: StoredSession): Record<string, string | number> {
  return {
    dcId: session.dcId,
    host: session.host,
    port: session.port,
    authKey: Buffer.from(session.authKey).toString('base64'),
    timeOffsetSeconds: session.timeOffsetSeconds,
  };
}

/** Undefined when the JSON is no session. */
export function sessionFromJson(json: unknown): StoredSession | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  if (!('dcId' in json) || typeof json.dcId !== 'number') return undefined;
  if (!('host' in json) || typeof json.host !== 'string') return undefined;
  if (!('port' in json) || typeof json.port !== 'number') return undefined;
  if (!('authKey' in json) || typeof json.authKey !== 'string') return undefined;
  if (!('timeOffsetSeconds' in json) || typeof json.timeOffsetSeconds !== 'number') return undefined;
  return {
    dcId: json.dcId,
    host: json.host,
    port: json.port,
    authKey: new Uint8Array(Buffer.from(json.authKey, 'base64')),
    timeOffsetSeconds: json.timeOffsetSeconds,
  };
}

/** Undefined when the JSON is no owner. */
export function ownerFromJson(json: unknown): SessionOwner | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  if (!('userId' in json) || typeof json.userId !== 'string') return undefined;
  if (!('firstName' in json) || typeof json.firstName !== 'string') return undefined;
  const owner: SessionOwner = { userId: json.userId, firstName: json.firstName };
  if ('username' in json && typeof json.username === 'string') owner.username = json.username;
  return owner;
}
