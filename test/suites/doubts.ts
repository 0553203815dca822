import { z } from 'zod';
import { settingsChangeSchema, settingsSchema } from '../../sandbox/settings.ts';
import type { SandboxSettings, SettingsChange } from '../../sandbox/settings.ts';

/** One value of one setting of the sandbox about which nobody outside Telegram can be sure. */
export type Doubt = { name: string; value: string; settings: SettingsChange; isDefault: boolean };

const defaults: SandboxSettings = settingsSchema.parse({});

/** Every value of every switch, read from the schema: a new one is run without being listed here. */
export const doubts: readonly Doubt[] = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
  const values = schema.unwrap();
  if (!(values instanceof z.ZodEnum)) return [];
  return values.options.map((value) => ({
    name,
    value,
    settings: settingsChangeSchema.parse({ [name]: value }),
    isDefault: Reflect.get(defaults, name) === value,
  }));
});

export const otherThanDefault = doubts.filter(({ isDefault }) => !isDefault);

/** A doubt about what the suite's own expectations rest on: these are run one by one alone. */
const decisive = new Set(['timeoutField', 'firstHash', 'appCode']);

/** Everything else the other way round at once. */
export const theOtherWayRound: SettingsChange = Object.assign(
  {},
  ...otherThanDefault.filter(({ name }) => !decisive.has(name)).map(({ settings }) => settings),
);
