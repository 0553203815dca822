import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { viewAt } from '../../tools/stage/next-view.ts';
import { readQrPicture } from '../support/read-qr.ts';
import { ANNA, BEA, type ChatRig, openChatRig, OPS, VERA } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(async () => {
  await rig.close();
});

const photos = (chatId: number) => rig.api.chats.messages(chatId).filter(({ photo }) => photo !== undefined);

async function linkOf(numberId: string, before = ''): Promise<string> {
  const { scan } = await viewAt(rig.stage.logins, numberId, 'scan', {
    fits: (view) => view.scan !== undefined && view.scan.link !== before,
    waitMs: 40_000,
  });
  return scan?.link ?? '';
}

describe('a QR code in the chat', () => {
  it('goes to whoever has the entry alone, as a picture that is replaced and goes with the scan', async () => {
    const phone = '+4915112351001';
    const { numberId } = await rig.stage.enrol(phone, 'Scan 1', {});
    rig.api.chats.say(ANNA, ANNA, '/qr scan 1');
    const card = await rig.shown(ANNA, ({ photo }) => photo !== undefined);
    const link = await linkOf(numberId);
    expect(card.text).toMatch(/Scan 1 \(••1001\): Scan the QR code/u);
    expect(card.text).toContain('Link Desktop Device');
    expect(card.isProtected).toBe(true);
    expect(readQrPicture(Buffer.from(card.photo ?? '', 'base64'))).toBe(link);
    expect(card.buttons.flat().map(({ text }) => text)).toContain('Cancel the sign-in');
    rig.stage.sandbox.control.scan(phone, link);
    await rig.shown(ANNA, /Scan 1 \(••1001\): Signed in as/u);
    await expect.poll(() => photos(ANNA).length).toBe(0);
    expect(photos(OPS)).toEqual([]);
  });

  it('is edited in its place, at most once in ten seconds, and goes when the entry is handed over', async () => {
    const phone = '+4915112351002';
    const { numberId } = await rig.stage.enrol(phone, 'Scan 2', {});
    rig.stage.sandbox.control.changeSettings({ loginTokenSeconds: 8 });
    rig.api.chats.say(ANNA, ANNA, '/login scan 2');
    await rig.press(ANNA, ANNA, 'Sign in by QR code instead of this code');
    const card = await rig.shown(ANNA, ({ photo, text }) => photo !== undefined && text.includes('Scan 2'));
    const beganAt = performance.now();
    const edited = await rig.shown(ANNA, ({ id, photo }) => id === card.id && photo !== card.photo, 40_000);
    expect(performance.now() - beganAt).toBeGreaterThan(8_000);
    expect(edited.photo).toBeDefined();
    rig.stage.sandbox.control.changeSettings({ loginTokenSeconds: 30 });
    await rig.press(ANNA, ANNA, 'Hand over');
    await rig.press(ANNA, ANNA, 'Hand over without a note');
    await expect.poll(() => photos(ANNA).length, { timeout: 20_000 }).toBe(0);
    const free = await rig.shown(OPS, /somebody with a phone where the account is open/u, 30_000);
    expect(free.photo).toBeUndefined();
    rig.api.chats.say(BEA, BEA, '/whoami');
    await rig.shown(BEA, /role operator/u);
    await rig.press(OPS, BEA, 'Take');
    await rig.shown(BEA, ({ photo }) => photo !== undefined, 40_000);
    expect([...photos(OPS), ...photos(ANNA), ...photos(VERA)]).toEqual([]);
    await rig.stage.logins.cancel(numberId);
    await rig.shown(BEA, /Scan 2 \(••1002\): Sign-in cancelled/u, 30_000);
    await expect.poll(() => photos(BEA).length).toBe(0);
  });
});
