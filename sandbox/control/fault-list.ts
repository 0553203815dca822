import { z } from 'zod';
import { phoneSchema } from '../accounts/phone.ts';
import { forgeries, forgeryMeanings } from '../key-exchange/forgeries.ts';
import type { Forgery } from '../key-exchange/forgeries.ts';
import { longestTimerMs } from '../longest-timer.ts';
import { methodNameSchema } from '../rpc/method-names.ts';
import type { CallEntry } from './call-log.ts';

const delayMs = z.int().positive().max(longestTimerMs);
const which = {
  method: methodNameSchema.describe('The call that it happens to, as `GET /calls` names it.'),
  nth: z.int().positive().default(1).describe('Counted from 1 over the matching calls since the fault was set.'),
  phone: phoneSchema.optional().describe('Only calls of this number.'),
};

/** One thing that goes wrong, once. The body of `PUT /faults` is a list of these. */
export const callFaultSchema = z.discriminatedUnion('action', [
  z
    .strictObject({ action: z.literal('dropBefore'), ...which })
    .describe('The connection is dropped; the call is not handled.'),
  z
    .strictObject({ action: z.literal('dropAfter'), ...which })
    .describe('The call is handled, the connection dropped before the reply.'),
  z.strictObject({ action: z.literal('delay'), delayMs, ...which }).describe('The call is handled `delayMs` later.'),
  z
    .strictObject({ action: z.literal('holdReply'), delayMs: delayMs.optional(), ...which })
    .describe('The call is handled at once; its reply is held for `delayMs`, or until released.'),
  z
    .strictObject({ action: z.literal('error'), code: z.int(), message: z.string().min(1), ...which })
    .describe('The call is answered with this error and not handled.'),
]);

/** The next time that the data centre could, it gets this wrong. */
export const forgerySchema = z.strictObject({
  action: z.literal('forge'),
  what: z.enum(forgeries).meta({ 'x-meanings': forgeryMeanings }).describe('One of the list below.'),
});

const faultSchema = z.discriminatedUnion('action', [...callFaultSchema.options, forgerySchema]);
export const faultsSchema = z.array(faultSchema).max(1000);

export type Fault = z.output<typeof callFaultSchema>;
export type AnyFault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** A call that was handled, and its reply kept back. */
interface Held {
  readonly call: CallEntry;
  /** False once the client has gone, or wants no reply any more. */
  isAwaited(): boolean;
  readonly delayMs: number | undefined;
}

export class FaultList {
  private pending: { fault: Fault; seen: number }[] = [];
  private forged: Forgery[] = [];
  /** With what lets each go. */
  private readonly holding = new Map<Held, () => void>();

  /** Replaces what was set before; replies held already stay held. */
  set(faults: readonly AnyFault[]): void {
    this.pending = faults.flatMap((fault) => (fault.action === 'forge' ? [] : [{ fault, seen: 0 }]));
    this.forged = faults.flatMap((fault) => (fault.action === 'forge' ? [fault.what] : []));
  }

  list(): AnyFault[] {
    const forged = this.forged.map((what) => ({ action: 'forge', what }) as const);
    return [...this.pending.map(({ fault }) => fault), ...forged];
  }

  /** The fault that this call brings about, which is then used up. */
  take(method: string, phone: string | undefined): Fault | undefined {
    let hit: Fault | undefined;
    this.pending = this.pending.filter((entry) => {
      const { fault } = entry;
      if (fault.method !== method) return true;
      if (fault.phone !== undefined && fault.phone !== phone) return true;
      entry.seen++;
      if (hit !== undefined || entry.seen < fault.nth) return true;
      hit = fault;
      return false;
    });
    return hit;
  }

  /** True once for each time that it was set. */
  forges(what: Forgery): boolean {
    const at = this.forged.indexOf(what);
    if (at >= 0) this.forged.splice(at, 1);
    return at >= 0;
  }

  /** Resolves when the reply may go. */
  hold(held: Held): Promise<void> {
    return new Promise((resolve) => {
      const letGo = (): void => {
        this.holding.delete(held);
        clearTimeout(timer);
        resolve();
      };
      const timer = held.delayMs === undefined ? undefined : setTimeout(letGo, held.delayMs).unref();
      this.holding.set(held, letGo);
    });
  }

  /** The calls whose replies are held, where a client waits for them. */
  held(): CallEntry[] {
    return [...this.holding.keys()].filter((held) => held.isAwaited()).map(({ call }) => call);
  }

  /** Lets all held replies go; returns how many a client waited for. */
  release(): number {
    const { length } = this.held();
    for (const letGo of this.holding.values()) letGo();
    return length;
  }
}
