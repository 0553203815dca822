import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Records } from '../../vault/records/records.ts';
import type { LinkPurpose } from './links.ts';

const common = { sessionId: z.string(), userId: z.number(), csrf: z.string() };
const content = z.discriminatedUnion('scope', [
  /** Everything that the operator's role allows. */
  z.object({ scope: z.literal('signIn'), ...common }),
  /** The sign-ins whose links were opened in this browser, to look at and to answer. At most one of each number. */
  z.object({
    scope: z.literal('answer'),
    ...common,
    logins: z.array(z.object({ numberId: z.string(), loginId: z.string() })),
  }),
]);

/** A browser that was let in, for one operator. Whether that one still is an operator is asked at every request. */
export type ConsoleSession = z.infer<typeof content>;

export const SESSION_LIFETIME_MS: Readonly<Record<ConsoleSession['scope'], number>> = {
  signIn: 12 * 3_600_000,
  answer: 30 * 60_000,
};

/** The audit row that names a session: its id follows, so that the operator who is told can end it. */
const AUDIT_PREFIX = 'link.opened/';
export function auditIdOf(sessionId: string, opening = 'first'): string {
  return `${AUDIT_PREFIX}${sessionId}/${opening}`;
}

/** The session that an audit row `link.opened` told of. */
export function sessionIdOf({ auditId }: { auditId: string }): string | undefined {
  return auditId.startsWith(AUDIT_PREFIX) ? auditId.slice(AUDIT_PREFIX.length).split('/', 1)[0] : undefined;
}

/**
 * @param before what this browser has: it goes on under a new secret, so that pages which are open already keep working
 * @returns the session, and the secret that its cookie carries
 */
export async function openSession(
  records: Pick<Records, 'issueToken' | 'spendToken'>,
  purpose: LinkPurpose,
  before?: { session: ConsoleSession; token: string },
): Promise<{ token: string; session: ConsoleSession }> {
  const session = sessionFor(purpose, before?.session);
  const lifetimeMs = SESSION_LIFETIME_MS[session.scope];
  const token = await records.issueToken({ kind: 'session', content: session, lifetimeMs });
  if (before !== undefined) await records.spendToken('session', before.token);
  return { token, session };
}

function sessionFor(purpose: LinkPurpose, before: ConsoleSession | undefined): ConsoleSession {
  const { userId } = purpose;
  const known = before?.userId === userId ? before : undefined;
  const sessionId = known?.sessionId ?? randomBytes(12).toString('base64url');
  const csrf = known?.csrf ?? randomBytes(16).toString('base64url');
  if (purpose.kind === 'signIn') return { scope: 'signIn', userId, sessionId, csrf };
  const { numberId, loginId } = purpose;
  const held = known?.scope === 'answer' ? known.logins : [];
  const others = held.filter((login) => login.numberId !== numberId);
  return { scope: 'answer', userId, sessionId, csrf, logins: [...others, { numberId, loginId }] };
}

/** The sign-in of a number that a session was opened for; undefined also where it may look at all. */
export function heldLogin(session: ConsoleSession, numberId: unknown): string | undefined {
  if (session.scope === 'signIn') return undefined;
  return session.logins.find((login) => login.numberId === numberId)?.loginId;
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

/** Whether the browser got a newer secret of the same session for this one. */
export async function isReplaced(
  records: Pick<Records, 'token'>,
  { session, token }: { session: ConsoleSession; token: string },
): Promise<boolean> {
  const found = await records.token('session', token);
  return found?.state === 'spent' && !(await hasEnded(records, session.sessionId));
}

async function hasEnded(records: Pick<Records, 'token'>, sessionId: string): Promise<boolean> {
  return (await records.token('once', endOf(sessionId))) !== undefined;
}

const endOf = (sessionId: string): string => `session-ended/${sessionId}`;
