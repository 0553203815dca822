import { describeActor } from '../../texts/describe-actor.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { isNumbers } from './answers.ts';
import { get } from './api.ts';
import { el } from './elements.ts';
import type { Page } from './page.ts';
import { table } from './table.ts';

const words = texts.console.numbersPage;

export async function showNumbers(page: Page): Promise<void> {
  const { numbers } = await get('/api/numbers', isNumbers);
  if (numbers.length === 0) {
    page.main.append(el('p', {}, words.none));
    return;
  }
  const columns = [words.label, words.tail, words.owner, words.sessions, words.sends, words.enrolled];
  const rows = numbers.map((number) => [
    number.label,
    `…${number.phoneTail}`,
    number.owner,
    String(number.sessionsKept),
    fill(words.ofSends, { used: number.sendsUsed, limit: number.sendsPerDay }),
    fill(words.by, {
      date: new Date(number.enrolledAtMs).toLocaleDateString('en-GB'),
      actor: describeActor(number.enrolledBy),
    }),
  ]);
  page.main.append(table(words.heading, columns, rows));
}
