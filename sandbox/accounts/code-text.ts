import { randomInt } from 'node:crypto';
import type { Delivery } from './delivery.ts';

const words = ['apple', 'bridge', 'candle', 'dragon', 'engine', 'forest', 'garden', 'harbor'];

/** The code that a delivery carries: a fixed one, or random in the delivery's own form. */
export function codeText(delivery: Delivery, fixed: string | undefined): string {
  if (delivery.code !== undefined) return delivery.code;
  switch (delivery.type) {
    case 'SmsWord':
      return wordFor(delivery.beginning ?? '');
    case 'SmsPhrase':
      // What is announced of a phrase is its first word.
      return `${delivery.beginning ?? randomWord()} ${randomWord()} ${randomWord()}`;
    case 'FlashCall':
      return callerFor(delivery.pattern ?? '*');
    case 'MissedCall':
      return fixed ?? randomDigits(lengthOf(delivery, 4));
    case 'App':
    case 'Sms':
    case 'Call':
    case 'EmailCode':
    case 'FragmentSms':
    case 'FirebaseSms':
      return fixed ?? randomDigits(lengthOf(delivery, 5));
    case 'SetUpEmailRequired':
      // Nothing is sent before an address is bound.
      return '';
  }
}

/** A caller's number of the pattern that is announced: `*` stands for any digit, alone for any number. */
function callerFor(pattern: string): string {
  const wanted = pattern.replaceAll(/[^0-9*]/g, '');
  return wanted === '*' || wanted === '' ? `99966${randomDigits(7)}` : wanted.replaceAll('*', () => randomDigits(1));
}

/** Digits are compared as they come; words without regard to case and outer spaces. */
export function sameCode(sent: string, typed: string): boolean {
  if (sent === '') return false;
  return /^\d+$/.test(sent) ? sent === typed : sent.toLowerCase() === typed.trim().toLowerCase();
}

/** Upper and lower case are one, as in clients. */
export function beginsWith(words: string, beginning: string): boolean {
  return words.toLowerCase().startsWith(beginning.toLowerCase());
}

/** An announced length of 0 means that Telegram does not say. */
function lengthOf(delivery: { readonly length?: number | undefined }, usual: number): number {
  return delivery.length === undefined || delivery.length === 0 ? usual : delivery.length;
}

function wordFor(beginning: string): string {
  const fitting = words.filter((word) => beginsWith(word, beginning));
  return fitting[randomInt(Math.max(fitting.length, 1))] ?? `${beginning}${randomWord()}`;
}

function randomWord(): string {
  return wordFor('');
}

/** Of equal likelihood each. */
export function randomDigits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
