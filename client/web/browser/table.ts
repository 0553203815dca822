import { el } from './elements.ts';

/** A table that may be wider than a phone: it scrolls by itself, by keyboard too. */
export function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return el(
    'div',
    { class: 'scrolls', tabindex: 0, role: 'region', 'aria-label': heading },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...columns.map((text) => el('th', { scope: 'col' }, text)))),
      el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((text) => el('td', {}, text))))),
    ),
  );
}
