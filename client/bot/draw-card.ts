import { InlineKeyboard } from 'grammy';
import { assertNever } from '../../domain/assert-never.ts';
import type { Draw } from '../../domain/chat-plan.ts';
import { seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { mayDo } from '../access/roles.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { botAddress } from './bot-address.ts';
import type { BotParts } from './bot-parts.ts';
import { describeInChat } from './describe-in-chat.ts';
import type { DrawnMessage } from './drawn-message.ts';
import { formatText } from './formatted-text.ts';
import { holderCard } from './holder-card.ts';
import { subjectOf } from './subject.ts';
import { atStep } from './view-buttons.ts';
import { whoAnswered } from './who-answered.ts';

type DrawParts = Pick<BotParts, 'config' | 'records' | 'buttons' | 'people' | 'me' | 'operators'>;

/** A card as it is to look in its place now. */
export async function drawCard(parts: DrawParts, view: LoginView, draw: Draw): Promise<DrawnMessage> {
  switch (draw.role) {
    case 'holder':
      return await holderCard(parts, view, draw);
    case 'free':
      return view.ended ? await overCard(parts, view) : await freeCard(parts, view, draw);
    case 'held':
    case 'former':
      return view.ended ? await overCard(parts, view) : await heldCard(parts, view, draw);
    default:
      return assertNever(draw.role);
  }
}

/** For everybody: whoever takes it goes on. */
async function freeCard(
  { buttons, people, me, operators }: DrawParts,
  view: LoginView,
  draw: Draw,
): Promise<DrawnMessage> {
  const { note, unreachable } = draw;
  const { headline } = describeInChat(view, Date.now());
  const toOpen = await Promise.all(
    unreachable
      .filter((place) => typeof place === 'number')
      // Who has lost the role cannot be written to for that reason.
      .filter((userId) => mayDo(operators.roleOf(userId), 'answerLogin'))
      .map(async (userId) =>
        fill(texts.bot.unreachable, { name: await people.nameOf(userId), address: botAddress(me) }),
      ),
  );
  const lines = [
    seenOf(view).need === 'person'
      ? fill(texts.bot.needs, { subject: subjectOf(view), what: neededIn(view) })
      : subjectOf(view),
    `${headline}.`,
    ...(note === undefined ? [] : [fill(texts.bot.note, { name: await people.nameOf(note.by), text: note.text })]),
    ...toOpen,
    ...(typeof draw.place === 'number' ? [texts.bot.freeAgain] : [texts.bot.takeIt]),
  ];
  const data = atStep(buttons, view, 'anyone');
  return {
    ...formatText(lines.join('\n')),
    keyboard: new InlineKeyboard().text(texts.bot.take, data('take')),
    protect: false,
  };
}

/** For the others while somebody has the entry. */
async function heldCard({ people }: DrawParts, view: LoginView, draw: Draw): Promise<DrawnMessage> {
  const { headline } = describeInChat(view, Date.now());
  const name = draw.holder === undefined ? '' : await people.nameOf(draw.holder);
  const text = draw.role === 'held' ? texts.bot.hasIt : texts.bot.hadIt;
  const lines = [subjectOf(view), `${headline}.`, fill(text, { name })];
  return { ...formatText(lines.join('\n')), keyboard: new InlineKeyboard(), protect: false };
}

/** How it ended, and who saw to it. */
async function overCard(parts: DrawParts, view: LoginView): Promise<DrawnMessage> {
  const { headline, lines } = describeInChat(view, Date.now());
  const all = [`${subjectOf(view)}: ${headline}`, ...lines, ...(await whoAnswered(parts, view))];
  return { ...formatText(all.join('\n')), keyboard: new InlineKeyboard(), protect: false };
}

function neededIn({ step }: Pick<LoginView, 'step'>): string {
  switch (step.kind) {
    case 'enterPassword':
      return texts.bot.neededPassword;
    case 'scan':
      return texts.bot.neededScan;
    case 'enterEmail':
      return texts.bot.neededEmail;
    case 'enterRecoveryCode':
      return texts.bot.neededRecoveryCode;
    case 'chooseRecovery':
      return texts.bot.neededChoice;
    case 'restartOffered':
    case 'outcomeUnknown':
      return texts.bot.neededDecision;
    default:
      return texts.bot.neededCode;
  }
}
