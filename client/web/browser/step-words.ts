import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { duration } from '../../texts/times.ts';
import type { TimelineStep } from '../../timeline.ts';

export function nameOf({ kind, way }: TimelineStep): string {
  if (kind === 'signedIn') return texts.console.timelineWords.signedIn;
  return fill(texts.login.headlines[kind], { way: way === undefined ? '' : texts.login.ways[way] }).trim();
}

/** Calls take milliseconds, people minutes. */
export function lastedWords({ atMs, endMs }: TimelineStep, nowMs: number): string {
  if (endMs === atMs) return texts.console.timelineWords.end;
  const words = shortDuration(Math.max(0, (endMs ?? nowMs) - atMs));
  return endMs === undefined ? fill(texts.console.timelineWords.now, { duration: words }) : words;
}

function shortDuration(ms: number): string {
  if (ms < 1_000) return fill(texts.login.times.milliseconds, { ms: Math.round(ms) });
  return ms < 10_000 ? fill(texts.login.times.seconds, { s: (ms / 1_000).toFixed(1) }) : duration(ms);
}
