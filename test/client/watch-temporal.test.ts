import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LoginClientError } from '../../client/login-client-error.ts';
import { watchTemporal } from '../../client/cli/watch-temporal.ts';

const gone = new LoginClientError('TEMPORAL_UNREACHABLE', 'Temporal cannot be reached.');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('says when Temporal is gone and when it is back, and nothing as long as it answers', async () => {
  let look: () => Promise<unknown> = async () => 'running';
  const watch = watchTemporal(() => look());
  await vi.advanceTimersByTimeAsync(30_000);
  expect(watch.notice()).toBeUndefined();
  look = async () => {
    throw gone;
  };
  await vi.advanceTimersByTimeAsync(10_000);
  expect(watch.notice()).toMatch(/^Temporal cannot be reached/u);
  look = async () => 'running';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(watch.notice()).toBe('Temporal can be reached again.');
  watch.stop();
});

it('asks one question at a time and none after it was stopped', async () => {
  const look = vi.fn(() => new Promise(() => undefined));
  const watch = watchTemporal(look);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(look).toHaveBeenCalledTimes(1);
  watch.stop();
  const other = vi.fn(async () => undefined);
  const stopped = watchTemporal(other);
  stopped.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(other).not.toHaveBeenCalled();
});

it('takes no other trouble for a lost connection', async () => {
  const watch = watchTemporal(async () => {
    throw new LoginClientError('TEMPORAL_REFUSED', 'Temporal refuses this client.');
  });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(watch.notice()).toBeUndefined();
  watch.stop();
});
