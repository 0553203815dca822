import type { CommandAnswer } from '../../../contracts/login-messages.ts';
import { submitPassword } from '../../submit-password.ts';
import { isAnswer, isChallenge, isEmpty } from './answers.ts';
import { post } from './api.ts';
import type { Entry } from './entry-form.ts';
import { prove } from './prove.ts';

/** The commands of one number's sign-in. */
export type LoginActions = {
  enter: (stepId: string, entry: Entry) => Promise<CommandAnswer>;
  typing: (stepId: string) => Promise<unknown>;
  resend: (stepId: string) => Promise<CommandAnswer>;
  restart: (stepId: string) => Promise<CommandAnswer>;
  scan: (stepId: string) => Promise<CommandAnswer>;
  /** `until`: ISO 8601 with its offset. */
  later: (stepId: string, appointment?: { until: string; timeZone: string }) => Promise<CommandAnswer>;
  noCode: (stepId: string, openOnDevice?: boolean) => Promise<CommandAnswer>;
  acceptScan: (stepId: string, reason: string) => Promise<CommandAnswer>;
  cancel: () => Promise<CommandAnswer>;
};

export function loginActions(numberId: string): LoginActions {
  const at = `/api/logins/${numberId}`;
  const plain = (name: string) => (stepId: string) => post(`${at}/${name}`, { stepId }, isAnswer);
  return {
    enter: async (stepId, entry) => {
      if (entry.kind === 'code') return await post(`${at}/code`, { stepId, code: entry.code }, isAnswer);
      return await submitPassword(
        {
          challenge: (step) => post(`${at}/password/challenge`, { stepId: step }, isChallenge),
          prove,
          proof: (step, proof) => post(`${at}/password/proof`, { stepId: step, proof }, isAnswer),
        },
        { stepId, password: entry.password },
      );
    },
    typing: (stepId) => post(`${at}/entry`, { stepId }, isEmpty),
    resend: plain('resend'),
    restart: plain('restart'),
    scan: plain('scan'),
    later: (stepId, appointment) => post(`${at}/later`, { stepId, ...appointment }, isAnswer),
    noCode: (stepId, openOnDevice) => {
      const said = openOnDevice === undefined ? {} : { openOnDevice };
      return post(`${at}/no-code`, { stepId, ...said }, isAnswer);
    },
    acceptScan: (stepId, reason) => post(`${at}/accept-scan`, { stepId, reason }, isAnswer),
    cancel: () => post(`${at}/cancel`, {}, isAnswer),
  };
}
