import { InlineKeyboard } from 'grammy';
import type { LoginView } from '../../domain/login-view.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { type Asking, isPrivate } from './asking.ts';
import { describeInChat } from './describe-in-chat.ts';
import { formatText } from './formatted-text.ts';
import { type NumberMeant, subjectOf } from './subject.ts';
import { atStep } from './view-buttons.ts';

/** How a number's newest sign-in stands: whoever has its entry gets the card anew, others a picture of now. */
export async function showLogin(asking: Asking, number: NumberMeant): Promise<void> {
  const { parts, ctx, userId } = asking;
  const view = await parts.loginsOf(userId).view(number.numberId);
  if (view === undefined) {
    await ctx.reply(fill(texts.bot.noLoginOf, { subject: subjectOf(number) }));
    return;
  }
  if (!view.ended && isPrivate(ctx) && (await parts.cards.showAnew(view.loginId, userId))?.done === true) return;
  const { text, entities } = formatText(await pictureOf(asking, view));
  const keyboard = view.ended
    ? new InlineKeyboard()
    : new InlineKeyboard().text(texts.bot.take, atStep(parts.buttons, view, 'anyone')('take'));
  await ctx.reply(text, { entities, reply_markup: keyboard });
}

async function pictureOf({ parts }: Asking, view: LoginView): Promise<string> {
  const { headline, lines } = describeInChat(view, Date.now());
  const card = view.ended ? undefined : await parts.cards.card(view.loginId);
  const holder = card?.holder;
  return [
    `${subjectOf(view)}: ${headline}`,
    // The rest is for whoever goes on with it.
    ...(view.ended ? lines : []),
    fill(texts.bot.startedBy, { name: await parts.people.nameOfActor(view.startedBy) }),
    ...(holder === undefined ? [] : [fill(texts.bot.hasIt, { name: await parts.people.nameOf(holder) })]),
  ].join('\n');
}
