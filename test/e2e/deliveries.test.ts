import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeView } from '../../client/texts/describe-view.ts';
import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';
import { received, type Received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';

/** Every way a code can go that needs no e-mail, what the person is told of it, and what a slip is answered with. */
type Way = {
  delivery: NonNullable<ScenarioInput['deliveries']>[number];
  /** What announces it, where `auth.CodeType` has no word of its own for it. */
  nextType?: 'Sms';
  kind: Received['kind'];
  told: string;
  slip: string;
  refusal: string;
  /** A phone that rings is asked for; the rest comes by itself. */
  rings?: true;
};

const ways: readonly Way[] = [
  {
    delivery: { type: 'App', length: 5 },
    kind: 'app',
    told: 'in the chat "Telegram" on every device where this account is open. It has 5 digits.',
    slip: '123',
    refusal: 'CODE_WRONG_LENGTH',
  },
  {
    delivery: { type: 'Sms', length: 0 },
    kind: 'sms',
    told: 'as a text message to this number',
    slip: 'letters',
    refusal: 'CODE_NOT_DIGITS',
  },
  {
    delivery: { type: 'SmsWord', code: 'Apfelkuchen', beginning: 'A' },
    nextType: 'Sms',
    kind: 'sms',
    told: 'The word in it is the code; it begins with "A"',
    slip: 'Birne',
    refusal: 'CODE_WRONG_BEGINNING',
  },
  {
    delivery: { type: 'SmsPhrase', code: 'red apple pie', beginning: 'red' },
    nextType: 'Sms',
    kind: 'sms',
    told: 'The phrase in it is the code; it begins with "red"',
    slip: 'green apple',
    refusal: 'CODE_WRONG_BEGINNING',
  },
  {
    delivery: { type: 'FirebaseSms', length: 6 },
    nextType: 'Sms',
    kind: 'sms',
    told: 'only after a phone has proven to be genuine',
    slip: '12345',
    refusal: 'CODE_WRONG_LENGTH',
  },
  {
    delivery: { type: 'Call', length: 5 },
    kind: 'call',
    told: 'A voice reads it out in a phone call',
    slip: '123456',
    refusal: 'CODE_WRONG_LENGTH',
    rings: true,
  },
  {
    delivery: { type: 'FlashCall', pattern: '1555***' },
    kind: 'flashCall',
    told: 'The whole number of the caller is the code; it looks like 1555***',
    slip: '1444123',
    refusal: 'CODE_WRONG_PATTERN',
    rings: true,
  },
  {
    delivery: { type: 'MissedCall', prefix: '1555', length: 4 },
    kind: 'missedCall',
    told: 'The last digits of the caller, after 1555, are the code. It has 4 digits.',
    slip: '12345',
    refusal: 'CODE_WRONG_LENGTH',
    rings: true,
  },
  {
    delivery: { type: 'FragmentSms', url: 'https://fragment.com/number/8880007', length: 5 },
    kind: 'fragment',
    told: 'It stands at https://fragment.com/number/8880007',
    slip: 'abc',
    refusal: 'CODE_NOT_DIGITS',
  },
];

let stage: Stage;
let enrolled = 0;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

async function begin(deliveries: ScenarioInput['deliveries']): Promise<{ phone: string; numberId: string }> {
  enrolled += 1;
  const phone = `+4915112320${String(enrolled).padStart(3, '0')}`;
  const { numberId } = await stage.enrol(phone, `Way ${enrolled}`, { ...(deliveries && { deliveries }) });
  await stage.logins.start(phone);
  return { phone, numberId };
}

async function goesIn({ phone, numberId }: { phone: string; numberId: string }, way: Way): Promise<void> {
  const { type } = way.delivery;
  const view = await viewAt(stage.logins, numberId, 'enterCode', { fits: ({ step }) => step.delivery.type === type });
  expect(describeView(view, Date.now(), { times: 'relative' }).lines.join('\n')).toContain(way.told);
  expect(await stage.logins.enterCode(numberId, view.stepId, way.slip)).toMatchObject({
    refusal: { code: way.refusal },
  });
  const { code } = await received(stage.sandbox, phone, way.kind);
  const { view: done } = await stage.logins.enterCode(numberId, view.stepId, code);
  expect(done.step.kind).toBe('signedIn');
  expect(stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({ 'auth.signIn': 1 });
}

describe.each(ways)('a code by $delivery.type', (way) => {
  it('first: is described, slips are refused before they count, and what the owner received signs in', async () => {
    await goesIn(await begin([way.delivery]), way);
  });

  it('next: comes by itself, or is asked for where it rings', async () => {
    const announced = way.nextType === undefined ? {} : { nextType: way.nextType };
    if (way.delivery.type === 'App') return;
    const login = await begin([{ type: 'App', timeoutSeconds: 1, ...announced }, way.delivery]);
    if (way.rings) {
      const { stepId, step } = await viewAt(stage.logins, login.numberId, 'enterCode');
      expect(step.next).toMatchObject({ kind: 'onRequest', way: way.delivery.type });
      await expect
        .poll(async () => (await stage.logins.resend(login.numberId, stepId)).refusal, {
          timeout: 10_000,
          interval: 250,
        })
        .toBeUndefined();
    }
    await goesIn(login, way);
  });
});
