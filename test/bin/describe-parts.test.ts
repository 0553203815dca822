import { expect, it } from 'vitest';
import { describeBotGaps, describeParts, missingForConsole } from '../../bin/describe-parts.ts';
import { loadConfig } from '../../runtime/config.ts';

const operators = { LATCHKEY_OPERATORS: '4607:admin' };
const url = { LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org' };
const config = (env: Record<string, string>) => loadConfig({ LATCHKEY_HOME: '/nowhere', ...env });

it('says of each part whether it runs, and what to set for it', () => {
  expect(describeParts(config({}), { bot: false, web: false })).toEqual([
    'Temporal: the embedded server.',
    'Worker: runs.',
    'Bot: does not run. Set BOT_TOKEN for it.',
    'Console: does not run. Set LATCHKEY_OPERATORS and LATCHKEY_PUBLIC_URL for it.',
  ]);
  const env = { TEMPORAL_ADDRESS: '127.0.0.1:7233', ...operators, ...url };
  expect(describeParts(config(env), { bot: true, web: true })).toEqual([
    'Temporal: 127.0.0.1:7233.',
    'Worker: runs.',
    'Bot: runs.',
    'Console: runs, for https://latchkey.example.org.',
  ]);
});

it('names what keeps the console from running', () => {
  expect(missingForConsole(config(operators).settings)).toEqual(['LATCHKEY_PUBLIC_URL']);
  expect(missingForConsole(config({ LATCHKEY_OPERATORS_FILE: 'operators', ...url }).settings)).toEqual([]);
});

it('says that a bot answers nobody, or gives no links', () => {
  const [nobody, noLinks, ...more] = describeBotGaps(config({}));
  expect(nobody).toMatch(/^Nobody is an operator, so the bot answers nobody\. Set LATCHKEY_OPERATORS/u);
  expect(noLinks).toMatch(/^LATCHKEY_PUBLIC_URL is not set/u);
  expect(more).toEqual([]);
  expect(describeBotGaps(config({ ...operators, ...url }))).toEqual([]);
});
