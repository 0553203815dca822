import { describe, expect, it } from 'vitest';
import { failingAlike, isInDoubt } from '../../domain/chat-alike.ts';
import type { LoginView, Step, StepKind } from '../../domain/login-view.ts';
import { atPhase, phaseNames } from './phases.ts';
import { APP_ONLY, Play, refusedWith } from './play.ts';

const NOW = 1_800_000_000_000;

function view(minutesAgo: number, step: Step): LoginView {
  return {
    loginId: `l${minutesAgo}`,
    numberId: `n${minutesAgo}`,
    label: 'Desk',
    phoneTail: '0001',
    startedBy: 'cli:ana',
    startedAtMs: NOW - minutesAgo * 60_000,
    telegram: true,
    version: 1,
    stepId: `l${minutesAgo}/1`,
    step,
    actions: [],
    ended: true,
    cancelling: false,
  };
}

const failed: Step = {
  kind: 'failed',
  why: {
    code: 'TELEGRAM_REFUSED',
    error: { name: 'API_ID_PUBLISHED_FLOOD', raw: 'API_ID_PUBLISHED_FLOOD', code: 400 },
  },
};
const good: Step = { kind: 'signedIn', account: { userId: '1', firstName: 'A' }, dcId: 2 };
const none = (count: number): LoginView[] => Array.from({ length: count }, (_, index) => view(index + 1, failed));

describe('many starts without a code', () => {
  it('are counted from the last that brought one', () => {
    expect(failingAlike([...none(6), view(10, good), view(11, failed)], NOW)).toEqual({
      count: 6,
      sinceMs: NOW - 6 * 60_000,
    });
  });

  it('are no pattern while they are few', () => {
    expect(failingAlike(none(4), NOW)).toBeUndefined();
    expect(failingAlike(none(5), NOW)).toBeDefined();
  });

  it('are no pattern when one of the newest brought a code', () => {
    expect(failingAlike([view(0, good), ...none(12)], NOW)).toBeUndefined();
  });

  it('say nothing where people cancelled or the owner ended the session, and nothing of yesterday', () => {
    const cancelled = Array.from({ length: 9 }, (_, index) => view(index, { kind: 'cancelled', reason: 'person' }));
    expect(failingAlike(cancelled, NOW)).toBeUndefined();
    const error = { name: 'SESSION_REVOKED', raw: 'SESSION_REVOKED', code: 401 };
    const ended: Step = { kind: 'failed', why: { code: 'OWNER_ENDED_SESSION', error } };
    expect(
      failingAlike(
        [1, 2, 3, 4, 5].map((minutes) => view(minutes, ended)),
        NOW,
      ),
    ).toBeUndefined();
    expect(
      failingAlike(
        none(9).map((each) => ({ ...each, startedAtMs: NOW - 86_400_000 })),
        NOW,
      ),
    ).toBeUndefined();
  });
});

/** What a sign-in's step says about whether a code comes. */
type Came = 'a code came' | 'none came' | 'nobody can say';
const steps: Partial<Record<StepKind, Came>> = {
  enterPassword: 'a code came',
  enterRecoveryCode: 'a code came',
  chooseRecovery: 'a code came',
  recovering: 'a code came',
  checkingPassword: 'a code came',
  checkingCode: 'a code came',
  signedIn: 'a code came',
  failed: 'none came',
};

/** The newest of a sign-in's number beside five starts without a code. */
function judge(step: Step): Came {
  const alike = failingAlike([...none(5), view(0, step)], NOW);
  if (alike === undefined) return 'a code came';
  return alike.count === 6 ? 'none came' : 'nobody can say';
}

describe('a start', () => {
  it.each(phaseNames)('says by its step whether a code came (%s)', (name) => {
    const { step } = atPhase[name]().view;
    expect(judge(step)).toBe(steps[step.kind] ?? 'nobody can say');
  });

  const without = (openOnDevice: boolean): Step =>
    Play.waiting(APP_ONLY).does({ type: 'noCode', openOnDevice }).view.step;
  const wrong = (): Step =>
    Play.waiting(APP_ONLY).does({ type: 'enterCode', code: '12345' }).signedIn(refusedWith('PHONE_CODE_INVALID')).view
      .step;

  it.each<[string, Step, Came, boolean]>([
    ['that waits for its code', Play.waiting().view.step, 'nobody can say', false],
    ['whose code may be on a device', Play.waiting(APP_ONLY).view.step, 'nobody can say', false],
    ['whose code is not on the device', without(true), 'none came', true],
    ['whose account is open nowhere', without(false), 'none came', true],
    ['whose code was wrong', wrong(), 'a code came', false],
    ['that was cancelled by its deadline', { kind: 'cancelled', reason: 'deadline' }, 'none came', false],
    ['that was postponed', { kind: 'cancelled', reason: 'postponed' }, 'nobody can say', false],
    ['that had no budget', { kind: 'failed', why: { code: 'SEND_BUDGET_USED_UP' } }, 'nobody can say', true],
    ['that Telegram refused', failed, 'none came', true],
    ['that is in', good, 'a code came', false],
    ['that waits for a person to begin again', atPhase.restartOffered().view.step, 'nobody can say', false],
  ])('%s', (_what, step, came, doubt) => {
    expect(judge(step)).toBe(came);
    expect(isInDoubt({ step })).toBe(doubt);
  });

  it('is judged by when it was, whatever the order of the list, and for six hours', () => {
    const shuffled = [
      view(7, failed),
      view(3, failed),
      view(5, good),
      view(1, failed),
      view(4, failed),
      view(2, failed),
    ];
    expect(failingAlike(shuffled, NOW)).toBeUndefined();
    expect(failingAlike([...shuffled, view(0, failed)], NOW)).toEqual({ count: 5, sinceMs: NOW - 4 * 60_000 });
    const hours = 6 * 60;
    expect(failingAlike([...none(4), view(hours, failed)], NOW)).toBeUndefined();
    expect(failingAlike([...none(4), view(hours - 1, failed)], NOW)).toMatchObject({ count: 5 });
    expect(failingAlike([], NOW)).toBeUndefined();
  });
});
