import type * as en from './en.ts';

/** One language, whole. */
export type Texts = typeof en;

/**
 * The language is chosen here and nowhere else. To be imported as `* as texts`: the browser's code then carries the parts that
 * it shows, and not what the bot says.
 */
export * from './en.ts';
