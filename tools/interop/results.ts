import { clients } from './clients.ts';
import { folderOf } from './interop-client.ts';
import { scenarios, transportTitle } from './scenarios.ts';

export interface Result {
  /** A scenario's name, `transport NAME`, or `install`. */
  readonly scenario: string;
  /** Empty: as scripted. */
  readonly faults: readonly string[];
}

export interface ClientResult {
  readonly name: string;
  readonly version: string;
  /** Why nothing was tried. */
  readonly skipped?: string;
  readonly results: readonly Result[];
}

export const tableBegin = '<!-- interop: written by npm run interop -- --write -->';
export const tableEnd = '<!-- interop: end -->';

/** The table of docs/sandbox.md, as the formatter leaves it: every cell as wide as its column. */
export function resultTable(results: readonly ClientResult[]): string {
  const head = ['client', 'version', ...scenarios.map(({ title }) => title), transportTitle];
  const rows = clients.map((client) => {
    const result = results.find(({ name }) => name === client.name);
    const link = `[${client.name}](sandbox/clients.md#${folderOf(client)})`;
    return [link, `${client.package} ${client.version}`, ...cells(result, client.transports)];
  });
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function cells(result: ClientResult | undefined, [ordinary = '', ...further]: readonly string[]): string[] {
  const passed = (scenario: string): boolean =>
    result?.results.some((one) => one.scenario === scenario && one.faults.length === 0) ?? false;
  const cell = (scenario: string): string => {
    if (result === undefined || result.skipped !== undefined) return 'not run';
    return passed(scenario) ? 'yes' : 'no';
  };
  const over = [ordinary, ...further].filter((transport, at) => passed(at === 0 ? 'code' : `transport ${transport}`));
  return [...scenarios.map(({ name }) => cell(name)), over.length === 0 ? 'none' : over.join(', ')];
}

/** `page` with its table replaced. */
export function withTable(page: string, table: string): string {
  const from = page.indexOf(tableBegin);
  const to = page.indexOf(tableEnd);
  if (from < 0 || to < from) throw new Error('The page has no place for the table.');
  return `${page.slice(0, from)}${tableBegin}\n\n${table}\n\n${page.slice(to)}`;
}
