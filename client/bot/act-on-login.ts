import { InlineKeyboard } from 'grammy';
import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { LoginView } from '../../domain/login-view.ts';
import type { Waiting } from '../login-client.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { type Asking, requireAct } from './asking.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';
import { inTheEnd } from './in-the-end.ts';
import { type NumberMeant, subjectOf } from './subject.ts';
import { atStep } from './view-buttons.ts';
import { answeredBy } from './who-answered.ts';

/** The newest view of a number's running sign-in. Throws ChatRefusalError. */
export async function runningView({ parts, userId }: Asking, number: NumberMeant): Promise<LoginView> {
  const view = await parts.loginsOf(userId).view(number.numberId);
  if (view !== undefined && !view.ended) return view;
  throw new ChatRefusalError(fill(texts.bot.noLoginOf, { subject: subjectOf(number) }));
}

/** A command to a sign-in, for as long as a person waits for a toast; the card shows the rest. Throws ChatRefusalError. */
export async function command(
  asking: Asking,
  view: LoginView,
  give: (waiting: Waiting) => Promise<CommandAnswer>,
): Promise<string> {
  const { ctx } = asking;
  const giving = give({ onSilent: ({ message }) => void ctx.reply(message).catch(() => undefined) }).then(
    async ({ refusal }) => {
      if (refusal === undefined) return;
      const isLate = refusal.code === 'STALE_STEP' || refusal.code === 'LOGIN_ENDED';
      const first = isLate ? await somebodyElse(asking, view) : undefined;
      throw new ChatRefusalError(first ?? describeRefusal(refusal, Date.now(), { times: 'absolute', timeZone: 'UTC' }));
    },
  );
  return (await inTheEnd(asking, giving)) ? texts.bot.done : texts.bot.working;
}

/** Who was first, where somebody else was. */
async function somebodyElse({ parts, userId }: Asking, view: LoginView): Promise<string | undefined> {
  const actor = await answeredBy(parts.records, view);
  if (actor === undefined || actor === `tg:${userId}`) return undefined;
  return fill(texts.bot.someoneElse, { name: await parts.people.nameOfActor(actor) });
}

export async function resend(asking: Asking, number: NumberMeant): Promise<void> {
  const view = await runningView(asking, number);
  const logins = asking.parts.loginsOf(asking.userId);
  await asking.ctx.reply(await command(asking, view, (waiting) => logins.resend(view.numberId, view.stepId, waiting)));
}

/** A cancel voids a code and costs a send: it is tapped twice. */
export async function askCancel(asking: Asking, number: NumberMeant): Promise<void> {
  requireAct(asking, 'cancelLogin');
  await askCancelOf(asking, await runningView(asking, number));
}

export async function askCancelOf({ parts, ctx, userId }: Asking, view: LoginView): Promise<void> {
  const data = atStep(parts.buttons, view, userId);
  const keyboard = new InlineKeyboard()
    .text(texts.bot.reallyCancel, data('cancel'))
    .text(texts.bot.dismiss, data('dismiss'));
  await ctx.reply(fill(texts.bot.reallyCancelQuestion, { subject: subjectOf(view) }), { reply_markup: keyboard });
}
