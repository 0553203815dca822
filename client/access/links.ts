import { z } from 'zod';
import type { Records, Token } from '../../vault/records/records.ts';

/** What a one-time link is for, and for whom: a Telegram user id. */
const purpose = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signIn'), userId: z.number() }),
  z.object({
    kind: z.literal('answer'),
    userId: z.number(),
    numberId: z.string(),
    loginId: z.string(),
    stepId: z.string(),
  }),
]);
export type LinkPurpose = z.infer<typeof purpose>;

export const LINK_LIFETIME_MS = 10 * 60_000;

/** A link as it was found: only a `live` one opens anything. */
export type Link = { state: Token['state']; purpose: LinkPurpose };

/**
 * The address of a one-time link. Its secret stands in the fragment, which browsers send to nobody; reading the page consumes
 * nothing, posting the secret does.
 *
 * @param publicUrl without a slash at its end
 */
export async function issueLink(
  records: Pick<Records, 'issueToken'>,
  publicUrl: string,
  content: LinkPurpose,
): Promise<string> {
  const token = await records.issueToken({ kind: 'link', content, lifetimeMs: LINK_LIFETIME_MS });
  return `${publicUrl}/open#${token}`;
}

/** Looks at a link without using it up. */
export async function findLink(records: Pick<Records, 'token'>, token: string): Promise<Link | undefined> {
  return linkOf(await records.token('link', token));
}

/** How the link stood; `live` for exactly one caller. */
export async function spendLink(records: Pick<Records, 'spendToken'>, token: string): Promise<Link | undefined> {
  return linkOf(await records.spendToken('link', token));
}

function linkOf(token: Token | undefined): Link | undefined {
  if (token === undefined) return undefined;
  const read = purpose.safeParse(token.content);
  return read.success ? { state: token.state, purpose: read.data } : undefined;
}
