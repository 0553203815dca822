import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotFinding, checkBot } from '../../../client/bot/check-bot.ts';
import { Settings } from '../../../runtime/settings.ts';
import { type BotApi, startBotApi } from '../../../sandbox/bot-api/start-bot-api.ts';

const BOT_TOKEN = '4607001:AAH-a_token_of_the_sandbox_alone_000000';
const OPS = -1_004_607_000_001;
let api: BotApi;

beforeAll(async () => {
  api = await startBotApi({
    token: BOT_TOKEN,
    bot: { id: 4_607_001, username: 'latchkey_test_bot', firstName: 'Latchkey' },
    users: [{ id: 1, firstName: 'Anna' }],
    groups: [{ id: OPS, title: 'Ops', members: [1] }],
  });
});
afterAll(() => api.close());

async function findings(env: Record<string, string>): Promise<BotFinding[]> {
  const all: BotFinding[] = [];
  const settings = new Settings({ BOT_TOKEN, BOT_API_ROOT: api.url, LATCHKEY_OPERATORS: '1:admin', ...env });
  for await (const finding of checkBot(settings)) all.push(finding);
  return all;
}

describe('the doctor', () => {
  it('finds nothing to say without a bot', async () => {
    expect(await findings({ BOT_TOKEN: '' })).toEqual([]);
  });

  it('finds a bot that is well', async () => {
    const env = { LATCHKEY_OPS_CHAT: String(OPS), LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org' };
    expect(await findings(env)).toEqual([
      { check: 'operators', state: 'ok', message: '1' },
      { check: 'bot', state: 'ok', message: '@latchkey_test_bot' },
      { check: 'ops chat', state: 'ok', message: 'Ops' },
    ]);
  });

  it('warns of the keypad, of missing links and of a missing group', async () => {
    const all = await findings({ LATCHKEY_BOT_KEYPAD: 'on' });
    expect(all.filter(({ state }) => state === 'warning').map(({ check }) => check)).toEqual([
      'ops chat',
      'links',
      'keypad',
    ]);
  });

  it('finds a token that is not known, a group that cannot be reached, and no operators', async () => {
    const token = '4607001:AAH-another_token_00000000000000000';
    expect((await findings({ BOT_TOKEN: token })).at(-1)).toMatchObject({ check: 'bot', state: 'bad' });
    expect(JSON.stringify(await findings({ BOT_TOKEN: token }))).not.toContain('another_token');
    expect(await findings({ LATCHKEY_OPS_CHAT: '-5' })).toContainEqual(
      expect.objectContaining({ check: 'ops chat', state: 'bad' }),
    );
    expect((await findings({ LATCHKEY_OPERATORS: '' }))[0]).toMatchObject({ check: 'operators', state: 'bad' });
  });
});
