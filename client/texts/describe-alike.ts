import type { Alike } from '../../domain/chat-alike.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { type TimeStyle, until } from './times.ts';

/** "No code on 12 of 12 starts since 02:10: the API id, not this number." */
export function describeAlike({ count, sinceMs }: Alike, nowMs: number, style: TimeStyle): string {
  return fill(texts.login.failingAlike, { count, time: until(sinceMs, nowMs, { ...style, times: 'absolute' }) });
}
