import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAppointment } from '../../client/read-appointment.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { begunAtMs, callsOf, expectOnTime, HOUR_MS, MINUTE_MS, requireAt } from './on-time.ts';
import { openSkippedStage, type SkippedStage } from './open-skipped-stage.ts';

const BERLIN = 'Europe/Berlin';
const waiting = { waitMs: 20_000 };

let stage: SkippedStage;

beforeAll(async () => {
  stage = await openSkippedStage('worker');
}, 300_000);
afterAll(async () => {
  await stage.close();
});

/** Noon before the next day in Berlin that is not 24 hours long. */
function eveOfNextChange(nowMs: number): DateTime {
  let day = DateTime.fromMillis(nowMs, { zone: BERLIN }).startOf('day').plus({ days: 2 });
  while (day.offset === day.plus({ days: 1 }).offset) day = day.plus({ days: 1 });
  return day.minus({ days: 1 }).set({ hour: 12 });
}

/** Passes to the next change of clocks, has a sign-in put off over it, and says for how many hours it was. */
async function putOffOverNextChange(): Promise<number> {
  const eve = eveOfNextChange(await stage.clock.read());
  await stage.clock.passUntil(eve.toMillis());
  const { phone, numberId } = await stage.enrol({});
  const { view } = await stage.logins.start(phone);
  const appointment = readAppointment(`tomorrow 09:00 ${BERLIN}`, { nowMs: stage.clock.nowMs(), timeZone: 'UTC' });
  if (appointment === undefined) throw new Error('The appointment is not read.');
  const { view: off } = await stage.logins.later(numberId, view.stepId, appointment);
  expect(requireAt(off, 'putOff').step).toMatchObject(appointment);
  await stage.clock.passUntil(appointment.untilMs - MINUTE_MS);
  expect((await stage.logins.view(numberId))?.step.kind).toBe('putOff');
  await stage.clock.passOver(appointment.untilMs);
  const due = await viewAt(stage.logins, numberId, 'restartOffered', waiting);
  expectOnTime(stage, begunAtMs(due), appointment.untilMs);
  expect(DateTime.fromMillis(begunAtMs(due) ?? 0, { zone: BERLIN }).toFormat('HH:mm')).toBe('09:00');
  expect(callsOf(stage, phone, 'auth.sendCode')).toBe(1);
  const again = await stage.logins.restart(numberId, due.stepId);
  const { code } = await received(stage.sandbox, phone, 'app', 20_000);
  const done = await stage.logins.enterCode(numberId, again.view.stepId, code);
  expect(done.view.step.kind).toBe('signedIn');
  return (appointment.untilMs - eve.toMillis()) / HOUR_MS;
}

it('somebody is asked at 09:00 in Berlin, over both changes of its clocks, and the code goes out then', async () => {
  const hours = [await putOffOverNextChange(), await putOffOverNextChange()];
  expect(hours.toSorted()).toEqual([20, 22]);
});
