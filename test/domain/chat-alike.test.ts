import { describe, expect, it } from 'vitest';
import { failingAlike } from '../../domain/chat-alike.ts';
import type { LoginView, Step } from '../../domain/login-view.ts';

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
