import { z } from 'zod';
import { digitsOf } from '../accounts/phone.ts';
import { forgeries, forgeryMeanings } from '../key-exchange/forgeries.ts';
import type { Forgery } from '../key-exchange/forgeries.ts';
import { longestTimerMs } from '../longest-timer.ts';
import { methodNameSchema } from '../rpc/method-names.ts';

const delayMs = z.int().positive().max(longestTimerMs);
const which = {
  /** The call that it happens to, as `GET /calls` names it. */
  method: methodNameSchema,
  /** Counted from 1 over the matching calls since the fault was set. */
  nth: z.int().positive().default(1),
  /** Only calls of this number. */
  phone: z.string().overwrite(digitsOf).optional(),
};

/** One thing that goes wrong, once. The body of `PUT /faults` is a list of these. */
export const callFaultSchema = z.discriminatedUnion('action', [
  /** The connection is dropped; the call is not handled. */
  z.strictObject({ action: z.literal('dropBefore'), ...which }),
  /** The call is handled, the connection dropped before the reply. */
  z.strictObject({ action: z.literal('dropAfter'), ...which }),
  /** The call is handled `delayMs` later. */
  z.strictObject({ action: z.literal('delay'), delayMs, ...which }),
  /** The call is handled at once; its reply is held for `delayMs`, or until released. */
  z.strictObject({ action: z.literal('holdReply'), delayMs: delayMs.optional(), ...which }),
  /** The call is answered with this error and not handled. */
  z.strictObject({ action: z.literal('error'), code: z.int(), message: z.string().min(1), ...which }),
]);

/** The next time that the data centre could, it gets this wrong. */
export const forgerySchema = z.strictObject({
  action: z.literal('forge'),
  /** One of the list below. */
  what: z.enum(forgeries).meta({ 'x-meanings': forgeryMeanings }),
});

const faultSchema = z.discriminatedUnion('action', [...callFaultSchema.options, forgerySchema]);
export const faultsSchema = z.array(faultSchema).max(1000);

export type Fault = z.output<typeof callFaultSchema>;
export type AnyFault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

export class FaultList {
  private pending: { fault: Fault; seen: number }[] = [];
  private forged: Forgery[] = [];
  private held: (() => void)[] = [];

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
  hold(delayMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      this.held.push(resolve);
      if (delayMs !== undefined) setTimeout(resolve, delayMs).unref();
    });
  }

  /** Lets all held replies go; returns how many were held. */
  release(): number {
    const held = this.held;
    this.held = [];
    for (const resolve of held) resolve();
    return held.length;
  }
}
