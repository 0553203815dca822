import { ApplicationFailure, proxyActivities } from '@temporalio/workflow';

const { sign } = proxyActivities<{ sign(phone: string): Promise<string> }>({
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 1 },
});

/** Passes a secret through arguments, an activity and its result, and fails with it in the message. */
export async function failingWorkflow(phone: string): Promise<void> {
  const result = await sign(phone);
  throw ApplicationFailure.nonRetryable(`signing in ${result} failed`, 'PHONE_CODE_INVALID', { phone });
}
