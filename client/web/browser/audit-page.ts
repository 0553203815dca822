import { describeActor } from '../../texts/describe-actor.ts';
import * as texts from '../../texts/texts.ts';
import { type AuditRow, isAudit } from './answers.ts';
import { get } from './api.ts';
import { button, el } from './elements.ts';
import type { Page } from './page.ts';
import { table } from './table.ts';

const words = texts.console.auditPage;

const FIRST = 100;
const MOST = 1_000;

export async function showAudit(page: Page): Promise<void> {
  const place = el('div');
  page.main.append(place);
  await draw(page, place, FIRST);
}

async function draw(page: Page, place: HTMLElement, limit: number): Promise<void> {
  const { rows } = await get(`/api/audit?limit=${limit}`, isAudit);
  const columns = [words.when, words.who, words.act, words.number, words.detail];
  const more = button(words.more, {}, () => draw(page, place, MOST).catch((error: unknown) => page.showTrouble(error)));
  place.replaceChildren(
    rows.length === 0 ? el('p', {}, words.none) : table(words.heading, columns, rows.map(cells)),
    ...(rows.length === limit && limit < MOST ? [more] : []),
  );
}

function cells({ atMs, actor, act, label, phoneTail, numberId, detail = '' }: AuditRow): string[] {
  const removed = numberId === undefined ? '' : words.removed;
  const number = label === undefined ? removed : `${label} (…${phoneTail ?? ''})`;
  return [new Date(atMs).toLocaleString('en-GB'), describeActor(actor), act, number, detail];
}
