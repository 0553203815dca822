import { expect } from 'vitest';
import type { Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

/** Handled with `holdReply`, not yet with `delay`. */
type Action = 'holdReply' | 'delay';

/** Workers that are killed, at instants of calls to the stage's data centre. */
export function killRig(stage: Stage) {
  let workers: WorkerProcess[] = [];
  const { control } = stage.sandbox;
  const startWorker = async (env?: Record<string, string>): Promise<WorkerProcess> => {
    const worker = await stage.worker(env);
    workers.push(worker);
    return worker;
  };
  const callsOf = (phone: string, method: string): number => control.calls().counts[phone.slice(1)]?.[method] ?? 0;
  const killDuring = async (
    worker: WorkerProcess,
    phone: string,
    method: string,
    action: Action,
    cause: () => void,
  ): Promise<void> => {
    const before = callsOf(phone, method);
    control.setFaults([action === 'delay' ? { method, phone, action, delayMs: 60_000 } : { method, phone, action }]);
    cause();
    await expect.poll(() => callsOf(phone, method)).toBe(before + 1);
    await worker.kill();
    control.releaseReplies();
  };
  return {
    startWorker,
    callsOf,
    /** The data centre has the call and keeps its reply. */
    killDuring,
    /** The same; what the next worker answers. */
    answerAfterKill: async <Answer>(
      worker: WorkerProcess,
      phone: string,
      method: string,
      action: Action,
      cause: () => Promise<Answer>,
    ): Promise<Answer> => {
      const answer = Promise.withResolvers<Answer>();
      await killDuring(worker, phone, method, action, () => void cause().then(answer.resolve, answer.reject));
      await startWorker();
      return await answer.promise;
    },
    /** Also at the end of each test: a worker left by one that failed would do the work of the next test's. */
    killWorkers: async (): Promise<void> => {
      await Promise.all(workers.map((worker) => worker.kill()));
      workers = [];
    },
  };
}
