import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatCardId } from '../../contracts/chat-messages.ts';
import { westernDigits } from '../../domain/western-digits.ts';
import { writings } from '../vault/canaries.ts';
import { ANNA, type ChatRig, openChatRig, OPS, TOKEN } from './chat-rig.ts';

const PHONE = '+4915198765432';
/** The same number, as no search for its digits in a row finds it. */
const spellings = [
  'Canary +49 151 - 9876 - 5432',
  'Canary +49\u00a0151\u202f9876\u00a05432',
  'Canary 0049·151·9876·5432',
];
const CODE = '73918';
const PASSWORD = 'canary-Passwort-für-die-zweite-Stufe-0815';
const HINT = 'canary hint of the owner';
const secrets = { phone: PHONE.slice(1), code: CODE, password: PASSWORD, hint: HINT, token: TOKEN.slice(8) };

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig({ bot: { LATCHKEY_BOT_KEYPAD: 'on' } });
});
afterAll(async () => {
  await rig.close();
});

function found(content: Buffer): string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => writings(secret).some((writing) => content.includes(writing)))
    .map(([name]) => name);
}

/** Whatever stands between the digits, and whatever script they are of. */
function hasNumber(content: string): boolean {
  const plain = westernDigits(content.normalize('NFKC')).replaceAll(/[^\p{L}\p{N}]/gu, '');
  return plain.includes(PHONE.slice(3));
}

describe('a full sign-in from the chat, with people who post everything that they should not', () => {
  it('says no code, no password and no whole number to the Bot API, in the log, or in Temporal in clear', async () => {
    // A label with the whole number in it, as people write them.
    const { numberId } = await rig.stage.enrol(PHONE, `Canary ${PHONE}`, {
      code: CODE,
      password2fa: { password: PASSWORD, hint: HINT },
      user: { firstName: spellings[0] },
    });
    rig.api.chats.putPerson({ id: ANNA, firstName: `${spellings[2]} Anna` });
    rig.api.chats.say(ANNA, ANNA, PHONE);
    await rig.press(ANNA, ANNA, 'Start the sign-in');
    await rig.shown(ANNA, /Canary ••5432 \(••5432\): Code sent/u);
    rig.api.chats.say(ANNA, ANNA, CODE);
    await rig.shown(ANNA, /I deleted your message/u);
    await rig.press(ANNA, ANNA, 'Hand over');
    const question = await rig.shown(ANNA, /^Hand over Canary ••5432/u);
    rig.api.chats.say(ANNA, ANNA, { text: `Ring ${PHONE} first`, replyToId: question.id });
    await rig.shown(OPS, /Anna wrote: Ring ••5432 first/u);
    await rig.press(OPS, ANNA, 'Take');
    await rig.shown(ANNA, ({ text, buttons }) => text.startsWith('Canary') && buttons.length > 3, 30_000);
    await rig.press(ANNA, ANNA, 'Keypad');
    for (const digit of CODE) await rig.press(ANNA, ANNA, digit);
    await rig.press(ANNA, ANNA, '✓');
    await rig.shown(ANNA, /Password of two-step verification needed/u);
    rig.api.chats.say(ANNA, ANNA, PASSWORD);
    await rig.shown(ANNA, /looked like a password/u);
    for (const label of spellings) {
      await rig.stage.records.enrol({ phone: PHONE, label, owner: 'Ana', actor: 'cli:demo' });
      const asked = rig.api.chats.say(ANNA, ANNA, '/login');
      const { buttons } = await rig.shown(ANNA, ({ id }) => id > asked);
      expect(buttons.flat().map(({ text }) => text)).toEqual(['Canary ••5432 (••5432)']);
    }
    for (const command of ['/show', '/logins', '/login', '/help', '/whoami']) rig.api.chats.say(ANNA, ANNA, command);
    await rig.shown(ANNA, /role admin/u);
    const view = await rig.stage.logins.view(numberId);
    await rig.stage.logins.submitPassword(numberId, view?.stepId ?? '', PASSWORD);
    await rig.shown(ANNA, /Canary ••5432 \(••5432\): Signed in as/u);
    const card = rig.stage.client.workflow.getHandle(chatCardId(view?.loginId ?? ''));
    await card.result();

    const requests = rig.api.requests.list();
    expect(requests.length).toBeGreaterThan(40);
    expect(found(Buffer.concat(requests.map(({ body }) => body)))).toEqual([]);
    expect(requests.map(({ body }) => body.toString()).filter(hasNumber)).toEqual([]);
    expect(found(Buffer.from(await readFile(rig.stage.logFile)))).toEqual([]);
    const history = await card.fetchHistory();
    const bytes = Buffer.from(
      JSON.stringify(history, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
      ),
    );
    expect(found(bytes)).toEqual([]);
    expect(bytes.includes(String(ANNA))).toBe(false);
    expect(bytes.includes('encoding')).toBe(true);
  });

  it('is searched by something that finds', () => {
    expect(found(Buffer.from(`x${Buffer.from(PASSWORD).toString('base64')}`))).toEqual(['password']);
    expect(found(Buffer.from(`{"text":"${CODE}"}`))).toEqual(['code']);
    expect(spellings.filter((spelling) => !hasNumber(JSON.stringify({ text: spelling })))).toEqual([]);
  });
});
