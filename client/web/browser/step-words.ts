import { headlines, ways } from '../../texts/en.ts';
import { fill } from '../../texts/fill.ts';
import { duration } from '../../texts/times.ts';
import type { TimelineStep } from '../../timeline.ts';
import { timelineWords } from '../../texts/en-console.ts';

export function nameOf({ kind, way }: TimelineStep): string {
  if (kind === 'signedIn') return timelineWords.signedIn;
  return fill(headlines[kind], { way: way === undefined ? '' : ways[way] }).trim();
}

/** Calls take milliseconds, people minutes. */
export function lastedWords({ atMs, endMs }: TimelineStep, nowMs: number): string {
  if (endMs === atMs) return timelineWords.end;
  const words = shortDuration(Math.max(0, (endMs ?? nowMs) - atMs));
  return endMs === undefined ? fill(timelineWords.now, { duration: words }) : words;
}

function shortDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : duration(ms);
}
