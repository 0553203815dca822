import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ArgumentError } from './argument-error.ts';
import type { BotApiOptions } from './bot-api/bot-api-options.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { settingsChangeSchema, settingsSchema } from './settings.ts';

/** In the shape that @BotFather gives out, so that programs which check it take it. */
export const madeUpToken = '7000000001:made-up-for-the-sandbox-alone';

export const sandboxUsage = `Usage: latchkey sandbox [options]

Runs a data centre that is not Telegram, on loopback only, until Ctrl-C. It knows no accounts at
first: they are made over the control port, so give --control, and PUT /accounts/PHONE there.

Options:

  --port N            port of the first data centre; the others take the ports after it
                      (default: free ports)
  --dc ID             data centre to run; may be repeated (default: those of --state FILE, or 2)
  --dcs ID,ID         the same in one option
  --key FILE.pem      write the public key here (PKCS#1), for TELEGRAM_DC_KEY
  --private-key FILE  use this RSA key; made and kept there when the file is missing
                      (default: a new key at each start)
  --state FILE        keep keys, numbers, codes and sign-ins here and find them again
                      (default: forgotten at the end)
  --control PORT      HTTP control interface, needed to make accounts; its GET / lists all requests
                      (default: none; 0: a free port)
  --bot-api PORT      a Bot API for one bot beside it (0: a free port), for BOT_API_ROOT; people
                      and groups are made over the control port
  --bot-token TOKEN   of that bot, for BOT_TOKEN, in the shape of a real one and never a real one
                      (default: ${madeUpToken})
  --bot-name NAME     its user name (default: latchkey_bot)
  --set NAME=VALUE    a setting, such as earlyResend=serve; may be repeated
  --verbose           one line per call
  --help              this text`;

export interface SandboxArguments extends SandboxOptions {
  readonly verbose: boolean;
}

export function readSandboxArguments(argv: readonly string[]): SandboxArguments | 'help' {
  const values = parse(argv);
  if (values.help) return 'help';
  const ids = [...(values.dc ?? []), ...(values.dcs ?? '').split(',')].filter((id) => id !== '');
  const dcs = ids.map((id) => ({ id: number(id, '--dc', 9999, 1) }));
  if (new Set(dcs.map(({ id }) => id)).size < dcs.length) {
    throw new ArgumentError(`A data centre is named twice in ${ids.join(', ')}.`);
  }
  return {
    ...(dcs.length === 0 ? {} : { dcs }),
    ...(values.port === undefined ? {} : { firstPort: number(values.port, '--port', 65_535) }),
    verbose: values.verbose ?? false,
    settings: settings(values.set ?? []),
    ...(values.key === undefined ? {} : { keyFile: values.key }),
    ...(values['private-key'] === undefined ? {} : { privateKeyFile: values['private-key'] }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
    ...(values['bot-api'] === undefined ? {} : { botApi: botApi(values['bot-api'], values) }),
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
        'bot-api': { type: 'string' },
        'bot-token': { type: 'string' },
        'bot-name': { type: 'string' },
        set: { type: 'string', multiple: true },
        verbose: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function botApi(port: string, given: { readonly 'bot-token'?: string; readonly 'bot-name'?: string }): BotApiOptions {
  const { 'bot-token': token = madeUpToken, 'bot-name': username = 'latchkey_bot' } = given;
  if (!/^[1-9]\d{4,14}:[\w-]{20,}$/.test(token)) {
    throw new ArgumentError(
      `--bot-token takes what looks like a token, and is made up: 5 to 15 digits, a colon, at least 20 letters, digits, "_" or "-". An example: ${madeUpToken}.`,
    );
  }
  return {
    port: number(port, '--bot-api', 65_535),
    token,
    bot: { id: Number.parseInt(token, 10), username, firstName: username },
    users: [],
  };
}

function number(text: string, option: string, most: number, least = 0): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new ArgumentError(`${option} takes a number from ${least} to ${most}, not '${text}'.`);
}

function settings(pairs: readonly string[]): NonNullable<SandboxOptions['settings']> {
  const entries = pairs.map((pair) => readSetting(pair));
  return settingsChangeSchema.parse(Object.fromEntries(entries));
}

function readSetting(pair: string): [name: string, value: string | number] {
  const [, name = '', text = ''] = /^([^=]*)=?([^]*)$/.exec(pair) ?? [];
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (settingsChangeSchema.safeParse({ [name]: value }).success) return [name, value];
  const known = settingValues(name);
  throw new ArgumentError(
    known === undefined
      ? `--set ${pair}: there is no setting '${name}'. There are: ${Object.keys(settingsSchema.shape).join(', ')}.`
      : `--set ${pair}: ${name} takes ${known}.`,
  );
}

/** What a setting takes, in words; undefined when there is none of that name. */
function settingValues(name: string): string | undefined {
  const known = Object.entries(settingsSchema.shape)
    .find(([one]) => one === name)?.[1]
    .unwrap();
  if (known === undefined) return undefined;
  if (known instanceof z.ZodEnum) return known.options.join(' or ');
  const most =
    known.maxValue === null || known.maxValue >= Number.MAX_SAFE_INTEGER ? '' : ` and up to ${known.maxValue}`;
  return `${known.format === 'safeint' ? 'a whole number' : 'a number'} above 0${most}`;
}
