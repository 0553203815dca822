import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { type ConsoleOnStage, consoleOn, OPERATOR } from './console-stage.ts';

let stage: Stage;
let onStage: ConsoleOnStage;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
  onStage = await consoleOn(stage);
});
afterAll(async () => {
  await onStage?.close();
  await stage.close();
});

it('takes a code by a one-time link', async () => {
  const phone = '+4915112340001';
  const { numberId } = await stage.enrol(phone, 'Support 1', {});
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  const { loginId, stepId } = view;
  const link = await onStage.link({ kind: 'answer', userId: OPERATOR, numberId, loginId, stepId });
  const page = await fetch(link);
  expect(page.status).toBe(200);
  const headers = { origin: onStage.url, 'content-type': 'application/json' };
  const opened = await fetch(`${onStage.url}/api/open`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  });
  const me = (await opened.json()) as { csrf: string };
  expect(me).toMatchObject({ userId: OPERATOR, scope: 'answer', numberId });
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const answer = await fetch(`${onStage.url}/api/logins/${numberId}/code`, {
    method: 'POST',
    headers: { ...headers, cookie, 'x-latchkey-csrf': me.csrf },
    body: JSON.stringify({ stepId, code }),
  });
  const entered = (await answer.json()) as { view: LoginView };
  expect(entered).toMatchObject({ view: { step: { kind: 'signedIn' } } });
  expect(entered.view.path?.map(({ kind }) => kind)).toEqual(['requesting', 'enterCode', 'checkingCode', 'signedIn']);
});
