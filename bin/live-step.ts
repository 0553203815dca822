import type { LiveReply, LiveRequest } from '../contracts/live-check.ts';
import { loadConfig } from '../runtime/config.ts';
import { describeError } from '../runtime/describe-error.ts';
import { createLogger } from '../runtime/logger.ts';
import { runLiveStep } from '../worker/live-check/run-live-step.ts';

// Started by step-in-a-process.ts for one step of `latchkey doctor --live`, and gone when it is done.

// Ctrl-C reaches every process of the terminal. A call that is under way finishes: its answer exists once.
process.on('SIGINT', () => undefined);

process.once('message', (message) => {
  void answer(message).then((reply) => process.send?.(reply, () => process.disconnect()));
});

async function answer(message: unknown): Promise<LiveReply> {
  try {
    if (!isRequest(message)) throw new TypeError('unreadable request');
    return await runLiveStep(loadConfig(process.env), createLogger({ name: 'doctor', level: 'warn' }), message);
  } catch (error) {
    return { kind: 'failed', message: describeError(error) };
  }
}

function isRequest(message: unknown): message is LiveRequest {
  return typeof message === 'object' && message !== null && 'runId' in message && 'step' in message;
}
