import { readFileSync } from 'node:fs';
import { deliverySchema } from '../../sandbox/accounts/delivery.ts';
import { scenarioSchema } from '../../sandbox/accounts/scenario.ts';
import { callFaultSchema, forgerySchema } from '../../sandbox/control/fault-list.ts';
import { settingsSchema } from '../../sandbox/settings.ts';
import { fieldComments } from './field-comments.ts';
import { meaningsTable, schemaTable, unionTables } from './schema-table.ts';

const introduction = `# What the sandbox can be told

Made by \`npm run docs\` from the schemas in \`sandbox/\`; a test compares it with them. How to send this:
[sandbox.md](../sandbox.md). Why the defaults are what they are: [sandbox-rules.md](../sandbox-rules.md).`;

/** docs/sandbox/reference.md, whole. */
export function sandboxReferencePage(): string {
  const comments = (file: string): ReadonlyMap<string, string> =>
    fieldComments(readFileSync(new URL(`../../sandbox/${file}`, import.meta.url), 'utf8'));
  return [
    introduction,
    '## Scenario\n\nThe body of `PUT /accounts/PHONE`. Every field may be left out unless it says "needed".',
    schemaTable(scenarioSchema, comments('accounts/scenario.ts')),
    '## Deliveries\n\nThe entries of `deliveries`, named as in `auth.SentCodeType`.',
    unionTables(deliverySchema, 'type', comments('accounts/delivery.ts')),
    '## Faults\n\nThe body of `PUT /faults` is a list of these, which replaces the one before; each happens once. ' +
      '`DELETE /faults` clears it.',
    '### Faults of calls',
    unionTables(callFaultSchema, 'action', comments('control/fault-list.ts')),
    '### forge\n\nThe next time that the data centre could, it gets this wrong; several at one time are allowed.',
    schemaTable(forgerySchema, comments('control/fault-list.ts')),
    meaningsTable(forgerySchema.shape.what),
    '## Settings\n\n`PATCH /settings`, or `--set NAME=VALUE` at the start.',
    schemaTable(settingsSchema, comments('settings.ts')),
  ]
    .join('\n\n')
    .concat('\n');
}
