import { InlineKeyboard } from 'grammy';
import { seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import type { BotParts } from './bot-parts.ts';
import { describeInChat } from './describe-in-chat.ts';
import { type FormattedText, formatText } from './formatted-text.ts';
import { addPaging, pageOf, titleOf } from './pages.ts';
import { readableViews } from '../readable-views.ts';
import { subjectOf } from './subject.ts';

const MOST_LOGINS = 200;
const order = { person: 0, nothing: 1, over: 2 } as const;
const titles = { person: texts.bot.loginsNeed, nothing: texts.bot.loginsRun, over: texts.bot.loginsOver } as const;

/** One page of all sign-ins, those that need somebody first. */
export async function listLogins(
  { records, buttons }: Pick<BotParts, 'records' | 'buttons'>,
  at: number,
): Promise<FormattedText & { keyboard: InlineKeyboard }> {
  const views = readableViews(await records.latestViews(MOST_LOGINS)).toSorted(
    (a, b) => order[seenOf(a).need] - order[seenOf(b).need],
  );
  if (views.length === 0) return { text: texts.bot.noLogins, entities: [], keyboard: new InlineKeyboard() };
  const { items, page, pages } = pageOf(views, at);
  const keyboard = new InlineKeyboard();
  for (const view of items) {
    keyboard.text(subjectOf(view), buttons.sign({ act: 'show', subject: view.numberId }, 'anyone')).row();
  }
  addPaging(keyboard, { page, pages }, (to) => buttons.sign({ act: 'loginsPage', arg: String(to) }, 'anyone'));
  return { ...formatText([titleOf(texts.bot.loginsTitle, { page, pages }), ...linesOf(items)].join('\n')), keyboard };
}

/** By state, each under its title. */
function linesOf(views: readonly LoginView[]): string[] {
  return views.flatMap((view, index) => {
    const { need } = seenOf(view);
    const before = views[index - 1];
    const title = before === undefined || seenOf(before).need !== need ? ['', titles[need]] : [];
    const { headline } = describeInChat(view, Date.now());
    return [...title, fill(texts.bot.loginsLine, { subject: subjectOf(view), headline })];
  });
}
