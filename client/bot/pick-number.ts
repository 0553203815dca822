import { InlineKeyboard } from 'grammy';
import type { EnrolledNumber } from '../../vault/records/records.ts';
import * as texts from '../texts/texts.ts';
import type { BotParts } from './bot-parts.ts';
import type { ButtonAct } from './button-data.ts';
import { addPaging, pageOf, titleOf } from './pages.ts';
import { subjectOfNumber } from './subject.ts';

export type Picker = { text: string; keyboard: InlineKeyboard };

/** One page of numbers to choose from; the choice is a tap on `act`. Further pages find the command that is answered. */
export function pickNumber(
  { buttons }: Pick<BotParts, 'buttons'>,
  numbers: readonly EnrolledNumber[],
  { act, at, all }: { act: ButtonAct; at: number; all: boolean },
): Picker {
  const { items, page, pages } = pageOf(numbers, at);
  const keyboard = new InlineKeyboard();
  for (const number of items) {
    keyboard.text(subjectOfNumber(number), buttons.sign({ act, subject: number.numberId }, 'anyone')).row();
  }
  addPaging(keyboard, { page, pages }, (to) => buttons.sign({ act: 'numbersPage', arg: String(to) }, 'anyone'));
  return { text: titleOf(all ? texts.bot.pickNumber : texts.bot.pickFrom, { page, pages }), keyboard };
}
