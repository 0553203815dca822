import { el } from './elements.ts';

/**
 * A table, of which a phone shows each row as a block: every cell below the last, with the name of its column. Whatever is drawn as
 * a block is no table to a screen reader any more, so the roles are named.
 */
export function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return el(
    'table',
    { class: 'stacks', role: 'table', 'aria-label': heading },
    el(
      'thead',
      { role: 'rowgroup' },
      el('tr', { role: 'row' }, ...columns.map((text) => el('th', { scope: 'col', role: 'columnheader' }, text))),
    ),
    el(
      'tbody',
      { role: 'rowgroup' },
      ...rows.map((cells) =>
        el(
          'tr',
          { role: 'row' },
          ...cells.map((text, index) => el('td', { role: 'cell', 'data-column': columns[index] }, text)),
        ),
      ),
    ),
  );
}
