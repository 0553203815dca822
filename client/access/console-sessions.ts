import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Records } from '../../vault/records/records.ts';
import type { LinkPurpose } from './links.ts';

const common = { sessionId: z.string(), userId: z.number(), csrf: z.string() };
const content = z.discriminatedUnion('scope', [
  /** Everything that the operator's role allows. */
  z.object({ scope: z.literal('signIn'), ...common }),
  /** One sign-in, to look at and to answer. */
  z.object({ scope: z.literal('answer'), ...common, numberId: z.string(), loginId: z.string() }),
]);

/** A browser that was let in, for one operator. Whether that one still is an operator is asked at every request. */
export type ConsoleSession = z.infer<typeof content>;

export const SESSION_LIFETIME_MS: Readonly<Record<ConsoleSession['scope'], number>> = {
  signIn: 12 * 3_600_000,
  answer: 30 * 60_000,
};

/** The audit row that names a session: its id follows, so that the operator who is told can end it. */
const AUDIT_PREFIX = 'link.opened/';
export const auditIdOf = (sessionId: string): string => `${AUDIT_PREFIX}${sessionId}`;

/** The session that an audit row `link.opened` told of. */
export function sessionIdOf({ auditId }: { auditId: string }): string | undefined {
  return auditId.startsWith(AUDIT_PREFIX) ? auditId.slice(AUDIT_PREFIX.length) : undefined;
}

/** @returns the session, and the secret that its cookie carries */
export async function openSession(
  records: Pick<Records, 'issueToken'>,
  purpose: LinkPurpose,
): Promise<{ token: string; session: ConsoleSession }> {
  const secrets = { sessionId: randomBytes(12).toString('base64url'), csrf: randomBytes(16).toString('base64url') };
  const { userId } = purpose;
  const session: ConsoleSession =
    purpose.kind === 'signIn'
      ? { scope: 'signIn', userId, ...secrets }
      : { scope: 'answer', userId, ...secrets, numberId: purpose.numberId, loginId: purpose.loginId };
  const lifetimeMs = SESSION_LIFETIME_MS[session.scope];
  return { token: await records.issueToken({ kind: 'session', content: session, lifetimeMs }), session };
}

/** The session of a cookie, unless it is over or was ended. */
export async function findSession(records: Pick<Records, 'token'>, token: string): Promise<ConsoleSession | undefined> {
  const found = await records.token('session', token);
  if (found?.state !== 'live') return undefined;
  const read = content.safeParse(found.content);
  return read.success && !(await hasEnded(records, read.data.sessionId)) ? read.data : undefined;
}

/** Ends a browser's session, from wherever: its next request finds none. */
export async function endSession(records: Pick<Records, 'useOnce'>, sessionId: string): Promise<void> {
  await records.useOnce(endOf(sessionId), SESSION_LIFETIME_MS.signIn);
}

async function hasEnded(records: Pick<Records, 'token'>, sessionId: string): Promise<boolean> {
  return (await records.token('once', endOf(sessionId))) !== undefined;
}

const endOf = (sessionId: string): string => `session-ended/${sessionId}`;
