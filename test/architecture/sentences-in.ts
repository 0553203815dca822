/** A string that reads as a sentence to a person. `before`: the code up to it, which says what it is for. */
export type Sentence = { text: string; line: number; before: string };

/** Comments first: an apostrophe in one begins no string. Strings end on their line, so that a quote in a pattern spoils one line. */
const tokens =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?<single>(?:[^'\\\n]|\\.)*)'|"(?<double>(?:[^"\\\n]|\\.)*)"|`(?<template>(?:[^`\\]|\\[\s\S])*)`/gu;

/** String literals that begin with a capital letter, have a space and end like a sentence. */
export function sentencesIn(source: string): Sentence[] {
  return [...source.matchAll(tokens)].flatMap((match) => {
    const { single, double, template } = match.groups ?? {};
    const text = (single ?? double ?? template ?? '').trim();
    if (!/^\p{Lu}[\s\S]*\s[\s\S]*[.?:]$/u.test(text)) return [];
    const before = source.slice(0, match.index);
    return [{ text, line: before.split('\n').length, before }];
  });
}
