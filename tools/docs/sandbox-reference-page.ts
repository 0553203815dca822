import { deliverySchema } from '../../sandbox/accounts/delivery.ts';
import { scenarioSchema } from '../../sandbox/accounts/scenario.ts';
import { callFaultSchema, forgerySchema } from '../../sandbox/control/fault-list.ts';
import { settingsSchema } from '../../sandbox/settings.ts';
import { meaningsTable, schemaTable, unionTables } from './schema-table.ts';

const introduction = `# What the sandbox can be told

Made by \`npm run docs\` from the schemas in \`sandbox/\`; a test compares it with them. How to send this:
[sandbox.md](../sandbox.md). Why the defaults are what they are: [sandbox-rules.md](../sandbox-rules.md).`;

/** docs/sandbox/reference.md, whole. */
export function sandboxReferencePage(): string {
  return [
    introduction,
    '## Scenario\n\nThe body of `PUT /accounts/PHONE`. Every field may be left out unless it says "needed".',
    schemaTable(scenarioSchema),
    '## Deliveries\n\nThe entries of `deliveries`, named as in `auth.SentCodeType`.',
    unionTables(deliverySchema, 'type'),
    '## Faults\n\nThe body of `PUT /faults` is a list of these, which replaces the one before; each happens once. ' +
      '`DELETE /faults` clears it.',
    '### Faults of calls',
    unionTables(callFaultSchema, 'action'),
    '### forge\n\nThe next time that the data centre could, it gets this wrong; several at one time are allowed.',
    schemaTable(forgerySchema),
    meaningsTable(forgerySchema.shape.what),
    '## Settings\n\n`PATCH /settings`, or `--set NAME=VALUE` at the start.',
    schemaTable(settingsSchema),
  ]
    .join('\n\n')
    .concat('\n');
}
