import { decide, newLogin } from '../../domain/decide.ts';
import { type Decision, stepIdOf } from '../../domain/decision.ts';
import type { Answer, Command, LoginEvent, SendCodeOutcome, SignInOutcome } from '../../domain/login-event.ts';
import type { LoginStart, LoginState } from '../../domain/login-state.ts';
import type { SentCode } from '../../domain/sent-code.ts';
import type { TelegramError } from '../../domain/telegram-error.ts';
import { viewOf } from '../../domain/view-of.ts';
import { wakeAtMs } from '../../domain/wake.ts';
import { start, START_MS } from './arbitraries.ts';

export type Unstepped<Event> = Event extends { stepId: string }
  ? Omit<Event, 'stepId' | 'actor'> & { stepId?: string }
  : Omit<Event, 'actor'>;
type OutcomeOf<Type extends Answer['type']> = Extract<Answer, { type: Type }>['outcome'];

export const SMS_NEXT: SentCode = {
  hash: 'hash-1',
  delivery: { type: 'App', length: 5 },
  nextType: 'Sms',
  timeoutSeconds: 60,
};
export const SMS: SentCode = { hash: 'hash-2', delivery: { type: 'Sms', length: 5 } };
export const APP_ONLY: SentCode = { hash: 'hash-1', delivery: { type: 'App', length: 5 } };
export const SIGNED_IN = { kind: 'signedIn', account: { userId: '7', firstName: 'Ana' }, dcId: 2 } as const;
export const PASSWORD_NEEDED = { kind: 'passwordNeeded', hasRecovery: true, hint: 'dog' } as const;

export function refusedWith(name: string, value?: number): { kind: 'refused'; error: TelegramError } {
  return { kind: 'refused', error: { name, raw: name, code: 400, ...(value === undefined ? {} : { value }) } };
}

/** One sign-in, event by event, with its clock. */
export class Play {
  nowMs = START_MS;
  state: LoginState;
  last: Decision | undefined;

  constructor(more: Partial<LoginStart> = {}) {
    this.state = newLogin({ ...start, ...more }, this.nowMs);
  }

  /** Up to a code that is out. */
  static waiting(sentCode: SentCode = SMS_NEXT, more: Partial<LoginStart> = {}): Play {
    return new Play(more).event({ type: 'start' }).sent(sentCode);
  }

  static atPassword(): Play {
    return Play.waiting().does({ type: 'enterCode', code: '12345' }).signedIn(PASSWORD_NEEDED);
  }

  get phase(): LoginState['phase'] {
    return this.state.phase;
  }

  get effects(): readonly string[] {
    return this.last?.effects.map(({ type }) => type) ?? [];
  }

  get refusal(): string | undefined {
    return this.last?.refusal?.code;
  }

  get acts(): readonly string[] {
    return this.last?.audit.map(({ act, actor }) => `${actor} ${act}`) ?? [];
  }

  get view(): ReturnType<typeof viewOf> {
    return asKept(viewOf(this.state, this.nowMs));
  }

  event(event: LoginEvent): this {
    this.last = asKept(decide(this.state, event, this.nowMs));
    this.state = this.last.state;
    return this;
  }

  /** A person acts on the question at hand, unless another is named. */
  does(command: Unstepped<Command>): this {
    const stepId = 'stepId' in command && command.stepId !== undefined ? command.stepId : stepIdOf(this.state);
    return this.event(asEvent({ ...command, stepId, actor: 'cli:ana' }));
  }

  sent(answer: SentCode | Exclude<SendCodeOutcome, { kind: 'sentCode' }>): this {
    const outcome: SendCodeOutcome = 'kind' in answer ? answer : { kind: 'sentCode', sentCode: answer };
    return this.answer(this.phase.name === 'resending' ? 'resendCodeAnswered' : 'sendCodeAnswered', outcome);
  }

  signedIn(outcome: SignInOutcome): this {
    return this.answer('signInAnswered', outcome);
  }

  answer<Type extends Answer['type']>(type: Type, outcome: OutcomeOf<Type>): this {
    const effectId = 'effectId' in this.phase ? this.phase.effectId : 'none';
    return this.event(asEvent({ type, effectId, outcome }));
  }

  wait(ms: number): this {
    this.nowMs += ms;
    return this.event({ type: 'woke' });
  }

  /** Until the timer is due. */
  waitForTimer(): this {
    this.nowMs = Math.max(this.nowMs, wakeAtMs(this.state) ?? this.nowMs);
    return this.event({ type: 'woke' });
  }
}

/** Decisions and views go their way as JSON: a field that is there has a value. */
function asKept<Value>(value: Value): Value {
  JSON.stringify(value, (field, each: unknown) => {
    if (each === undefined) throw new TypeError(`The field ${field} is there without a value.`);
    return each;
  });
  return value;
}

/** Its parts were checked by the callers' types; the compiler does not follow a union through a spread. */
function asEvent(event: object): LoginEvent {
  if (isEvent(event)) return event;
  throw new TypeError('An event has a type.');
}

function isEvent(event: object): event is LoginEvent {
  return 'type' in event;
}
