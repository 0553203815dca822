import type { z } from 'zod';
import { badRequest } from '../api-error.ts';
import type { BotWorld } from '../state/bot-world.ts';

export interface Call {
  /** Files of a multipart body by the name of their part. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Aborted when the bot has hung up. */
  readonly signal: AbortSignal;
}

export interface Method {
  readonly schema: z.ZodType;
  run(world: BotWorld, input: Readonly<Record<string, unknown>>, call: Call): unknown;
}

/** A method of the Bot API: what it takes, and what it does. Parameters that it does not know are passed over, as Telegram does. */
export function method<Schema extends z.ZodType>(
  schema: Schema,
  handle: (world: BotWorld, parameters: z.output<Schema>, call: Call) => unknown,
): Method {
  return {
    schema,
    run: (world, input, call) => {
      const result = schema.safeParse(input);
      if (result.success) return handle(world, result.data, call);
      const [issue] = result.error.issues;
      throw badRequest(`can't parse ${issue?.path.join('.') ?? 'parameters'}: ${issue?.message ?? 'unknown'}`);
    },
  };
}
