import type { Step } from '../../domain/login-view.ts';
import type { RecoveryChoiceProblem, RecoveryCodeProblem } from '../../domain/password-recovery.ts';

const flood = { name: 'FLOOD_WAIT_X', raw: 'FLOOD_WAIT_42', code: 420, value: 42 };

/** The steps of a password's recovery, with every variant of every part at least once. */
export function recoverySteps(nowMs: number): Step[] {
  const untilMs = nowMs + 42_000;
  const deadlineAtMs = nowMs + 86_400_000;
  const code = { kind: 'enterRecoveryCode', triesLeft: 3, recoveryMailsLeft: 2, deadlineAtMs } as const;
  const codeProblems: RecoveryCodeProblem[] = [
    { kind: 'wrongCode' },
    { kind: 'codeExpired' },
    { kind: 'mayBeMailed' },
    { kind: 'notMailed', why: { code: 'DC_UNREACHABLE' } },
    { kind: 'notChecked', why: { code: 'OUTCOME_UNKNOWN' } },
    { kind: 'serverWait', error: flood, untilMs },
  ];
  const choiceProblems: RecoveryChoiceProblem[] = [
    { kind: 'notTaken', error: { name: 'NEW_SALT_INVALID', raw: 'NEW_SALT_INVALID', code: 400 } },
    { kind: 'algorithmUnknown' },
    { kind: 'notDone', why: { code: 'OUTCOME_UNKNOWN' } },
    { kind: 'serverWait', error: flood, untilMs },
  ];
  return [
    { ...code, emailPattern: 'o***r@e*****.org' },
    { ...code, triesLeft: 1, recoveryMailsLeft: 0 },
    ...codeProblems.map((problem): Step => ({ ...code, emailPattern: 'o***r@e*****.org', problem })),
    { kind: 'chooseRecovery', deadlineAtMs },
    ...choiceProblems.map((problem): Step => ({ kind: 'chooseRecovery', deadlineAtMs, problem })),
    ...(['mail', 'code', 'newPassword', 'removal'] as const).map((doing): Step => ({ kind: 'recovering', doing })),
  ];
}
