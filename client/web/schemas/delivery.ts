import { z } from 'zod';
import type { Delivery } from '../../../domain/sent-code.ts';

export const nextTypes = ['Sms', 'Call', 'FlashCall', 'MissedCall', 'FragmentSms'] as const;

const length = z.number();
const beginning = z.string().exactOptional();

export const deliverySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('App'), length }),
  z.object({ type: z.literal('Sms'), length }),
  z.object({ type: z.literal('SmsWord'), beginning }),
  z.object({ type: z.literal('SmsPhrase'), beginning }),
  z.object({ type: z.literal('Call'), length }),
  z.object({ type: z.literal('FlashCall'), pattern: z.string() }),
  z.object({ type: z.literal('MissedCall'), prefix: z.string(), length }),
  z.object({
    type: z.literal('EmailCode'),
    emailPattern: z.string(),
    length,
    resetAvailableSeconds: z.number().exactOptional(),
    resetPendingInSeconds: z.number().exactOptional(),
  }),
  z.object({ type: z.literal('SetUpEmailRequired') }),
  z.object({ type: z.literal('FragmentSms'), url: z.string(), length }),
  z.object({ type: z.literal('FirebaseSms'), length }),
]) satisfies z.ZodType<Delivery>;

export const deliveryTypes = deliverySchema.options.map(({ shape }) => shape.type.value);
