import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { DriverError } from './driver-error.ts';
import { findMethod } from './methods/bot-methods.ts';

const times = z.int().positive().default(1);

/** The next `times` calls that fit are told to come later. */
const tooManySchema = z.strictObject({
  action: z.literal('tooMany'),
  method: z.string().optional(),
  chatId: z.int().optional(),
  retryAfterSeconds: z.int().positive(),
  times,
});

/** They fail; with `afterApplying` they are carried out, and the connection ends in place of an answer. */
const failSchema = z.strictObject({
  action: z.literal('fail'),
  method: z.string(),
  chatId: z.int().optional(),
  code: z.int().min(400).max(599).default(500),
  description: z.string().default('Internal Server Error'),
  afterApplying: z.boolean().default(false),
  times,
});

export const botFaultSchema = z.discriminatedUnion('action', [tooManySchema, failSchema]);

export type BotFault = z.output<typeof botFaultSchema>;
type Input<Schema extends z.ZodType> = Omit<z.input<Schema>, 'action'>;

/** What a call that was hit meets: refused at once, or carried out and its answer lost. */
export type Hit = { readonly kind: 'refuse'; readonly error: ApiError } | { readonly kind: 'loseAnswer' };

export class BotFaults {
  private faults: BotFault[] = [];
  private readonly dropConnections: () => void;

  constructor(dropConnections: () => void) {
    this.dropConnections = dropConnections;
  }

  /** 429 with `retry_after`. */
  tooMany(fault: Input<typeof tooManySchema>): void {
    this.add(tooManySchema.parse({ ...fault, action: 'tooMany' }));
  }

  fail(fault: Input<typeof failSchema>): void {
    this.add(failSchema.parse({ ...fault, action: 'fail' }));
  }

  add(fault: BotFault): void {
    if (fault.method !== undefined && !findMethod(fault.method)) {
      throw new DriverError(`There is no method ${fault.method} in this Bot API: its calls are answered 404 as it is.`);
    }
    this.faults.push({ ...fault });
  }

  /** Those that have not happened yet; `times` is what is left. */
  list(): readonly BotFault[] {
    return [...this.faults];
  }

  clear(): void {
    this.faults = [];
  }

  /** Ends every connection, polls included. */
  drop(): void {
    this.dropConnections();
  }

  /** The first fault that fits, which is then used up by one. */
  take(method: string, chatId: unknown): Hit | undefined {
    const at = this.faults.findIndex((one) => fits(one, method, chatId));
    const fault = this.faults[at];
    if (fault === undefined) return undefined;
    this.faults.splice(at, 1, ...(fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []));
    if (fault.action === 'tooMany') {
      const { retryAfterSeconds: wait } = fault;
      return { kind: 'refuse', error: new ApiError(429, `Too Many Requests: retry after ${wait}`, wait) };
    }
    if (fault.afterApplying) return { kind: 'loseAnswer' };
    return { kind: 'refuse', error: new ApiError(fault.code, fault.description) };
  }
}

function fits(fault: BotFault, method: string, chatId: unknown): boolean {
  if (fault.method !== undefined && fault.method.toLowerCase() !== method.toLowerCase()) return false;
  return fault.chatId === undefined || fault.chatId === Number(chatId);
}
