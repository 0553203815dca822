import { parseArgs } from 'node:util';
import type { SandboxOptions } from './start-sandbox.ts';
import { settingsChangeSchema } from './settings.ts';

export const sandboxUsage = `Usage: latchkey sandbox [options]

Runs a data centre that is not Telegram, on loopback only, until Ctrl-C. It knows no accounts at
first: they are made over the control port, so give --control, and PUT /accounts/PHONE there.

Options:

  --port N            port of the first data centre; the others take the ports after it
                      (default: free ports)
  --dc ID             data centre to run; may be repeated (default: 2)
  --dcs ID,ID         the same in one option
  --key FILE.pem      write the public key here (PKCS#1), for TELEGRAM_DC_KEY
  --private-key FILE  use this RSA key; made and kept there when the file is missing
                      (default: a new key at each start)
  --state FILE        keep keys, numbers, codes and sign-ins here and find them again
                      (default: forgotten at the end)
  --control PORT      HTTP control interface, needed to make accounts; its GET / lists all requests
                      (default: none; 0: a free port)
  --set NAME=VALUE    a setting, such as earlyResend=serve; may be repeated
  --verbose           one line per call
  --help              this text`;

/** Arguments that cannot be understood; the message says which. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

export interface SandboxArguments extends SandboxOptions {
  readonly verbose: boolean;
}

export function readSandboxArguments(argv: readonly string[]): SandboxArguments | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  const ids = [...(values.dc ?? []), ...(values.dcs ?? '').split(',')].filter((id) => id !== '');
  if (ids.length === 0) ids.push('2');
  const first = values.port === undefined ? undefined : number(values.port, '--port', 65_535);
  const dcs = ids.map((id, at) => ({
    id: number(id, '--dc', 9999),
    port: first ? first + at : 0,
  }));
  if (new Set(dcs.map(({ id }) => id)).size < dcs.length) {
    throw new ArgumentError(`A data centre is named twice in ${ids.join(', ')}.`);
  }
  return {
    dcs,
    verbose: values.verbose ?? false,
    settings: settings(values.set ?? []),
    ...(values.key === undefined ? {} : { keyFile: values.key }),
    ...(values['private-key'] === undefined ? {} : { privateKeyFile: values['private-key'] }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values.control === undefined ? {} : { controlPort: number(values.control, '--control', 65_535) }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        dc: { type: 'string', multiple: true },
        dcs: { type: 'string' },
        key: { type: 'string' },
        'private-key': { type: 'string' },
        state: { type: 'string' },
        control: { type: 'string' },
        set: { type: 'string', multiple: true },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function number(text: string, option: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new ArgumentError(`${option} takes a number up to ${most}, not '${text}'.`);
}

function settings(pairs: readonly string[]): NonNullable<SandboxOptions['settings']> {
  const entries = pairs.map((pair) => {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1);
    return [pair.slice(0, Math.max(at, 0)), /^\d+$/.test(value) ? Number(value) : value];
  });
  const result = settingsChangeSchema.safeParse(Object.fromEntries(entries));
  if (result.success) return result.data;
  throw new ArgumentError(`--set ${pairs.join(' --set ')} names a setting or a value that does not exist.`);
}
