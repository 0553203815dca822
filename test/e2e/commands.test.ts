import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import { qrText } from '../../client/qr.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { type Run, runLatchkey } from '../support/run-latchkey.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

/** Beside the stage's worker. */
const latchkey = (args: string[], input = ''): Promise<Run> => runLatchkey(stage.env, args, input);

const lastLine = (text: string): unknown => JSON.parse(text.trim().split('\n').at(-1) ?? '');

describe('a command that is refused while the sign-in goes on', () => {
  const phone = '+4915112346001';

  it('ends with exit code 3 and says in JSON what was refused', async () => {
    await stage.enrol(phone, 'Support 1', { deliveries: [{ type: 'App', timeoutSeconds: 600 }, { type: 'Sms' }] });
    await stage.logins.start(phone);
    const malformed = await latchkey(['code', phone], 'abc\n');
    expect(malformed).toMatchObject({ code: 3, stderr: expect.stringContaining('The code has digits only.') });
    const early = await latchkey(['resend', phone, '--json']);
    expect(early.code).toBe(3);
    expect(lastLine(early.stdout)).toMatchObject({ step: { kind: 'enterCode' }, refusal: { code: 'TOO_EARLY' } });
    const json = await latchkey(['code', phone, '--json'], 'abc\n');
    expect(json.code).toBe(3);
    expect(lastLine(json.stdout)).toMatchObject({ refusal: { code: 'CODE_NOT_DIGITS' } });
    const elsewhere = await latchkey(['password', phone, '--json'], 'secret\n');
    expect(elsewhere.code).toBe(3);
    expect(lastLine(elsewhere.stdout)).toMatchObject({ refusal: { code: 'NOT_NOW' } });
  });

  it('is joined by a start whose reason is said not to be kept, with the commands that go on', async () => {
    const { code, stderr } = await latchkey(['login', phone, '--reason', 'the phone was lost']);
    expect(code).toBe(3);
    expect(stderr).toContain('The reason was not kept');
    expect(stderr).toContain(`"latchkey code ${phone}"`);
  });

  it('puts a sign-in off until somebody is there, and says what it does not understand', async () => {
    const wrong = await latchkey(['later', phone, 'soon']);
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('That is no time that Latchkey understands'),
    });
    const passed = await latchkey(['later', phone, '2020-01-01', '09:00']);
    expect(passed).toMatchObject({ code: 3, stderr: expect.stringContaining('That time has passed already') });
    const off = await latchkey(['later', phone, 'tomorrow', '09:00', 'Asia/Tokyo']);
    expect(off.code).toBe(0);
    expect(off.stdout).toMatch(/Put off\n.*\n? *Until 09:00:00 GMT\+9.* nothing is sent/su);
  });

  it('ends with exit code 1 once the sign-in has ended', async () => {
    expect(await latchkey(['cancel', phone])).toMatchObject({ code: 0 });
    const { numberId } = await stage.logins.number(phone);
    await stage.client.workflow.getHandle(loginWorkflowId(numberId)).result();
    const ended = await latchkey(['code', phone, '--json'], '12345\n');
    expect(ended.code).toBe(1);
    expect(lastLine(ended.stdout)).toMatchObject({ refusal: { code: 'LOGIN_ENDED' } });
    const failed = await latchkey(['cancel', phone, '--json']);
    expect(failed.code).toBe(1);
    expect(lastLine(failed.stdout)).toMatchObject({ error: { code: 'LOGIN_ENDED' } });
  });
});

it('says below a sign-in that the others get no code either', async () => {
  const phones = [1, 2, 3, 4, 5].map((n) => `+491511234610${n}`);
  for (const phone of phones) {
    await stage.enrol(phone, `Silent ${phone.slice(-1)}`, {});
    const { view } = await stage.logins.start(phone);
    await stage.logins.noCode(view.numberId, view.stepId, false);
  }
  const { stderr } = await latchkey(['show', phones[0] ?? '']);
  expect(stderr).toMatch(/No code on 5 of 5 starts since .*: the API id, not this number\./u);
});

it('tells the sessions of a number apart and says that they are not of Telegram', async () => {
  const phone = '+4915112346002';
  const { numberId } = await stage.enrol(phone, 'Support 2', {});
  for (const again of [false, true]) {
    const { view } = await stage.logins.start(phone, { again });
    const code = stage.sandbox.control.inbox(phone).at(-1)?.code ?? '';
    await stage.logins.enterCode(numberId, view.stepId, code);
  }
  const { code, stdout } = await latchkey(['whoami', phone]);
  expect(code).toBe(0);
  const [first, ...sessions] = stdout.trim().split('\n');
  expect(first).toBe('Not Telegram: a local data centre.');
  const ids = sessions.map((line) => /^Session (\S+), since \d{4}-\d\d-\d\d \d\d:\d\d UTC, data/u.exec(line)?.[1]);
  expect(new Set(ids).size).toBe(2);
  const json = (await latchkey(['whoami', phone, '--json'])).stdout.trim().split('\n');
  expect(json.map((line): unknown => JSON.parse(line))).toMatchObject(
    ids.map((sessionId) => ({ sessionId, telegram: false, kind: 'account' })),
  );
});

describe('a sign-in by QR code without a terminal', () => {
  const phone = '+4915112346091';

  it('goes over from a code, prints every QR code in plain characters, and ends with the scan', async () => {
    const { numberId } = await stage.enrol(phone, 'Support 91', {});
    await stage.logins.start(phone);
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 5 });
    const running = latchkey(['login', phone, '--qr']);
    const links: string[] = [];
    for await (const { scan } of stage.logins.watch(numberId, { signal: AbortSignal.timeout(40_000) })) {
      if (scan === undefined) continue;
      links.push(scan.link);
      if (links.length === 2) expect((await latchkey(['list', '--json'])).stdout).not.toContain('tg://');
      if (links.length === 3) stage.sandbox.control.scan(phone, scan.link);
    }
    const { code, stdout } = await running;
    expect(code).toBe(0);
    expect(stdout).toContain('Link Desktop Device');
    expect(stdout).toContain(qrText(links[1] ?? '').join('\n'));
    expect(stdout).toContain('Signed in as');
    expect(stdout).not.toContain('\u001b');
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 30 });
  });

  it('lets a session in the vault accept it, for a reason', async () => {
    const missing = await latchkey(['login', phone, '--accept-with-vault']);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('needs a reason') });
    const accepting = ['login', phone, '--accept-with-vault', '--reason', 'a second session', '--json'];
    const alone = await latchkey(accepting);
    expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--again') });
    const accepted = await latchkey([...accepting, '--again']);
    expect(accepted.code).toBe(0);
    expect(lastLine(accepted.stdout)).toMatchObject({ step: { kind: 'signedIn' } });
    const audit = await latchkey(['audit', phone, '--json']);
    expect(audit.stdout).toContain('a second session');
  });

  it('gives the link to programs', async () => {
    const other = '+4915112346092';
    const { numberId } = await stage.enrol(other, 'Support 92', {});
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 5 });
    const running = latchkey(['login', other, '--qr', '--json']);
    const links: string[] = [];
    for await (const { scan } of stage.logins.watch(numberId, { signal: AbortSignal.timeout(40_000) })) {
      if (scan === undefined) continue;
      links.push(scan.link);
      if (links.length === 3) stage.sandbox.control.scan(other, scan.link);
    }
    const { code, stdout } = await running;
    expect(code).toBe(0);
    expect(stdout).toContain(`"link":"${links[1]}"`);
  });
});
