import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { LoginActivities } from '../contracts/login-activities.ts';
import {
  CALL_START_TO_CLOSE_MS,
  CLOSING_ATTEMPTS,
  HEARTBEAT_TIMEOUT_MS,
  SCAN_START_TO_CLOSE_MS,
  SEND_SCHEDULE_TO_START_MS,
} from '../contracts/timings.ts';

/** These reach a person's phone, so Temporal never repeats them: what became of a lost one is asked of the vault. */
export const { sendCode, resendCode, verifyEmail, resetEmail } = proxyActivities<LoginActivities>({
  startToCloseTimeout: CALL_START_TO_CLOSE_MS,
  scheduleToStartTimeout: SEND_SCHEDULE_TO_START_MS,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: { maximumAttempts: 1 },
});

/** Their effect can be probed: a second attempt asks Telegram who the key is before it does anything. */
export const { signIn, checkPassword, recoverPassword } = proxyActivities<LoginActivities>({
  startToCloseTimeout: CALL_START_TO_CLOSE_MS,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: { initialInterval: 100, backoffCoefficient: 3, maximumInterval: 8_000, maximumAttempts: 8 },
});

/**
 * Lasts as long as somebody may still scan. Repeated without end, for each attempt asks first what became of the one before;
 * a cancel is waited for, because a scan may have come before it.
 */
export const { waitForScan } = proxyActivities<LoginActivities>({
  startToCloseTimeout: SCAN_START_TO_CLOSE_MS,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: { initialInterval: 100, backoffCoefficient: 2, maximumInterval: 5_000 },
});

/** Mails somebody, or counts a wrong code: tried again only where it certainly did not take place, and not for long. */
export const { requestRecovery, checkRecovery } = proxyActivities<LoginActivities>({
  startToCloseTimeout: CALL_START_TO_CLOSE_MS,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: { initialInterval: 100, backoffCoefficient: 3, maximumInterval: 2_000, maximumAttempts: 8 },
});

/** Mails the owner once more at worst (telegram-sign-in.md 5.4). */
export const { sendEmailCode } = proxyActivities<LoginActivities>({
  startToCloseTimeout: CALL_START_TO_CLOSE_MS,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: { initialInterval: 100, maximumAttempts: 2 },
});

/** Harmless to repeat. After some attempts the person goes on without an answer. */
export const { getPassword, acceptScan } = proxyActivities<LoginActivities>({
  startToCloseTimeout: CALL_START_TO_CLOSE_MS,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: { initialInterval: 100, backoffCoefficient: 3, maximumInterval: 8_000, maximumAttempts: 8 },
});

/** Harmless to repeat, and worth it: what Telegram has not heard of stays valid there. Killed attempts count too. */
export const { cancelCode, logOut } = proxyActivities<LoginActivities>({
  startToCloseTimeout: CALL_START_TO_CLOSE_MS,
  heartbeatTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: {
    initialInterval: 100,
    backoffCoefficient: 3,
    maximumInterval: 10_000,
    maximumAttempts: CLOSING_ATTEMPTS + 4,
  },
});

/**
 * The vault alone, without Telegram: repeated until it answers, for nothing goes on without it. Too short to heartbeat,
 * so the time-out is what notices a killed worker; an attempt that was only slow does no harm beside the next.
 */
export const { settleSend, publishView } = proxyActivities<LoginActivities>({
  startToCloseTimeout: HEARTBEAT_TIMEOUT_MS,
  retry: { initialInterval: 100, backoffCoefficient: 2, maximumInterval: 10_000 },
});
