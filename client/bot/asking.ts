import type { Context } from 'grammy';
import { AccessError } from '../access/access-error.ts';
import { type Act, mayDo } from '../access/roles.ts';
import { type BotParts, actorOf } from './bot-parts.ts';

/** One operator's update, with what is needed to answer it. */
export type Asking = { parts: BotParts; ctx: Context; userId: number };

/** Throws AccessError, whose sentence is for the operator. Asked at every act, for roles change. */
export function requireAct({ parts, userId }: Pick<Asking, 'parts' | 'userId'>, act: Act): void {
  if (!mayDo(parts.operators.roleOf(userId), act)) throw new AccessError(act);
}

/** An act that the sign-in itself does not write down. An update that comes twice is noted once. */
export async function noteAct(
  { parts, ctx, userId }: Asking,
  act: string,
  about: { numberId?: string; detail?: string } = {},
): Promise<void> {
  const auditId = `tg-${parts.me.id}-${ctx.update.update_id}-${act}`;
  await parts.records.appendAudit([
    { auditId, atMs: Date.now(), actor: actorOf(userId), act: `chat.${act}`, ...about },
  ]);
}

export function isPrivate(ctx: Context): boolean {
  return ctx.chat?.type === 'private';
}
