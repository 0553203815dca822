import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkInFragment } from '../../../client/web/browser/link-in-fragment.ts';
import { readInitData } from '../../../client/web/mini-app/read-init-data.ts';
import { TELEGRAM_MINI_APP_KEY } from '../../../client/web/mini-app/telegram-key.ts';
import { ADMIN, type ConsoleRig, consoleRig, OPERATOR } from './console-rig.ts';
import { BOT_ID, dataOf, miniAppSigner } from './mini-app-data.ts';

/** Made by Telegram itself: the example that a library for Go was published with. */
const telegrams =
  'user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C%22last_name%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151&chat_type=private&auth_date=1733509682&signature=TYJxVcisqbWjtodPepiJ6ghziUL94-KNpG8Pau-X7oNNLNBM72APCpi_RKiUlBvcqo5L-LAxIc3dnTzcZX_PDg&hash=a433d8f9847bd6addcc563bff7cc82c89e97ea0d90c11fe5729cae6796a36d73';
const AT_MS = 1_733_509_682_000;
const telegram = { botId: BOT_ID, key: TELEGRAM_MINI_APP_KEY };

describe('Mini App data', () => {
  it('that Telegram signed is believed for five minutes', () => {
    expect(readInitData(telegrams, telegram, AT_MS)).toMatchObject({ kind: 'signed', userId: 279058397 });
    expect(readInitData(telegrams, telegram, AT_MS + 299_000)).toMatchObject({ kind: 'signed' });
    expect(readInitData(telegrams, telegram, AT_MS + 300_000)).toEqual({ kind: 'stale' });
    expect(readInitData(telegrams, telegram, AT_MS - 60_000)).toEqual({ kind: 'stale' });
  });

  it.each([
    ['for another user', telegrams.replace('279058397', '279058398'), telegram],
    ['at another time', telegrams.replace('1733509682', '1733509683'), telegram],
    ['for another bot', telegrams, { ...telegram, botId: '7342037358' }],
    ['by another key', telegrams, { ...telegram, key: miniAppSigner().key }],
    ['with a field more', `${telegrams}&start_param=x`, telegram],
    ['with a second user', `${telegrams}&user=%7B%22id%22%3A1%7D`, telegram],
    ['without a signature', telegrams.replace(/&signature=[^&]+/u, ''), telegram],
    ['with nothing', '', telegram],
  ])('signed %s is forged', (_what, data, app) => {
    expect(readInitData(data, app, AT_MS)).toEqual({ kind: 'forged' });
  });

  it('is found in the fragment, beside a link or alone, however Telegram appends it', () => {
    const token = 'AbCdEfGhIjKlMnOpQrSt-_';
    const data = 'tgWebAppData=user%3D%257B%2522id%2522%253A1%257D%26auth_date%3D1&tgWebAppVersion=9.5';
    const initData = 'user=%7B%22id%22%3A1%7D&auth_date=1';
    expect(linkInFragment(`#${token}`)).toEqual({ token });
    expect(linkInFragment(`#${data}`)).toEqual({ initData });
    for (const joint of ['?', '&', '#'])
      expect(linkInFragment(`#${token}${joint}${data}`)).toEqual({ token, initData });
    expect(linkInFragment(`#${token}?tgWebAppData=%&x=1`)).toEqual({ token, initData: '%' });
    for (const nothing of ['', '#', '#short', `#${token}x`]) expect(linkInFragment(nothing)).toEqual({});
  });
});

describe('the console opened as a Mini App', () => {
  const signer = miniAppSigner();
  let rig: ConsoleRig;
  beforeEach(async () => {
    rig = await consoleRig({ miniApp: { botId: BOT_ID, key: signer.key } });
  });
  afterEach(() => rig.close());
  const open = (payload: object) => rig.ask({ method: 'POST', url: '/api/open', payload });
  const dataFor = (userId: number) => signer.signed(dataOf(userId, rig.clock.nowMs));

  it('signs an operator in, with a cookie that comes back within a frame of Telegram Web', async () => {
    const opened = await open({ initData: dataFor(OPERATOR) });
    expect(opened.json()).toMatchObject({ userId: OPERATOR, scope: 'signIn' });
    const cookie = String(opened.headers['set-cookie']);
    for (const part of ['__Host-', 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned'])
      expect(cookie).toContain(part);
    expect((await rig.records.audit({ limit: 1 }))[0]).toMatchObject({
      act: 'miniApp.opened',
      actor: `tg:${OPERATOR}`,
    });
  });

  it('does so once for each opening', async () => {
    const initData = dataFor(OPERATOR);
    expect((await open({ initData })).statusCode).toBe(200);
    expect((await open({ initData })).json()).toMatchObject({ status: 403, code: 'MINI_APP_USED' });
  });

  it('does so once however the signature is written', async () => {
    const initData = dataFor(OPERATOR);
    expect((await open({ initData })).statusCode).toBe(200);
    const signature = new URLSearchParams(initData).get('signature') ?? '';
    const spelt = (other: string) => initData.replace(signature, other);
    for (const more of ['=', '.', '!', '%20', '%0A', 'A'])
      expect((await open({ initData: spelt(`${signature}${more}`) })).json()).toMatchObject({
        code: 'MINI_APP_FORGED',
      });
    // Two bits of the last sign count.
    const lastWays = ['A', 'B', 'Q', 'R', 'g', 'h', 'w', 'x'];
    const answers = await Promise.all(
      lastWays.map((last) => open({ initData: spelt(`${signature.slice(0, -1)}${last}`) })),
    );
    const codes = answers.map((answer) => answer.json<{ code: string }>().code);
    expect(new Set(codes)).toEqual(new Set(['MINI_APP_USED', 'MINI_APP_FORGED']));
    expect(codes.filter((code) => code === 'MINI_APP_USED')).toHaveLength(2);
  });

  it('refuses data that is old or forged, strangers, and all where no bot is named', async () => {
    const stale = signer.signed(dataOf(OPERATOR, rig.clock.nowMs - 301_000));
    expect((await open({ initData: stale })).json()).toMatchObject({ code: 'MINI_APP_STALE' });
    const forged = miniAppSigner().signed(dataOf(OPERATOR, rig.clock.nowMs));
    expect((await open({ initData: forged })).json()).toMatchObject({ code: 'MINI_APP_FORGED' });
    expect((await open({ initData: dataFor(1) })).json()).toMatchObject({ code: 'NOT_AN_OPERATOR' });
    const without = await consoleRig();
    const payload = { initData: dataFor(OPERATOR) };
    expect((await without.ask({ method: 'POST', url: '/api/open', payload })).json()).toMatchObject({
      code: 'MINI_APP_OFF',
    });
    await without.close();
  });

  it('refuses a link that was forwarded to another operator, who leaves it as it was', async () => {
    const token = await rig.link({ kind: 'signIn', userId: OPERATOR });
    expect((await open({ token, initData: dataFor(ADMIN) })).json()).toMatchObject({ code: 'LINK_FORWARDED' });
    expect((await open({ token, initData: dataFor(OPERATOR) })).json()).toMatchObject({ userId: OPERATOR });
  });
});
