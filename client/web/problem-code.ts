import type { Texts } from '../texts/texts.ts';

export type ProblemCode = keyof Texts['console']['problems'];
