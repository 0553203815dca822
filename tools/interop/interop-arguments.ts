import { parseArgs } from 'node:util';
import { clients } from './clients.ts';
import { folderOf } from './interop-client.ts';
import type { InteropClient } from './interop-client.ts';

export const interopUsage = `Usage: npm run interop -- [options]

Lets clients that were not written here sign in on the sandbox.

  --only NAME    one client; may be repeated: ${clients.map((client) => folderOf(client)).join(', ')}
                 (default: all but those marked optional: ${clients
                   .filter(({ optional }) => optional)
                   .map((client) => folderOf(client))
                   .join(', ')})
  --write        writes the table of docs/sandbox.md; runs the optional ones too
  --report FILE  writes the results as JSON
  --keep         leaves the temporary folder
  --no-cache     installs into the temporary folder instead of XDG_CACHE_HOME/latchkey/interop
  --help         this text`;

export interface InteropArguments {
  readonly clients: readonly InteropClient[];
  readonly write: boolean;
  readonly keep: boolean;
  readonly cached: boolean;
  readonly report: string | undefined;
  /** Set by the tool itself, for what it runs in a network of its own. */
  readonly inside: boolean;
}

export function readInteropArguments(argv: readonly string[]): InteropArguments | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true },
      write: { type: 'boolean', default: false },
      report: { type: 'string' },
      keep: { type: 'boolean', default: false },
      'no-cache': { type: 'boolean', default: false },
      inside: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const only = values.only?.map((name) => name.toLowerCase());
  const unknown = only?.find((name) => !clients.some((client) => folderOf(client) === name));
  if (unknown !== undefined) throw new Error(`--only takes the name of a client, not '${unknown}'.`);
  if (only !== undefined && values.write) throw new Error('--write takes all clients: leave --only out.');
  return {
    clients: clients.filter((client) =>
      only === undefined ? values.write || client.optional !== true : only.includes(folderOf(client)),
    ),
    write: values.write,
    keep: values.keep,
    cached: !values['no-cache'],
    report: values.report,
    inside: values.inside,
  };
}
