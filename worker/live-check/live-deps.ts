import type { ActivityDeps } from '../../activities/deps.ts';

/** What a process of a live check has in hand. */
export type LiveDeps = Pick<ActivityDeps, 'gateway' | 'telegram' | 'vault' | 'records' | 'logger' | 'holder'> & {
  sendsPerDay: number;
};

/** The check of a number: `runId` names its session in the vault. */
export type LiveRun = { numberId: string; runId: string };
