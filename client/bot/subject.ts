import { westernDigits } from '../../domain/western-digits.ts';
import type { LoginView } from '../../domain/login-view.ts';
import type { EnrolledNumber } from '../../vault/records/records.ts';

/** How a number is named everywhere in chats: blocks of numbers differ in their last digits alone. */
export function subjectOf({ label, phoneTail }: { label: string; phoneTail: string }): string {
  const isEnd = (run: string): boolean => westernDigits(run).endsWith(phoneTail);
  const short = withoutNumbers(label).replaceAll(/\p{Nd}{5,}/gu, (run) => (isEnd(run) ? mask(run) : run));
  return `${short} (••${phoneTail})`;
}

export function subjectOfNumber(number: EnrolledNumber): string {
  return subjectOf(numberMeant(number));
}

/** A number as its sign-ins know it, which may run while it is enrolled no more. */
export type NumberMeant = Pick<LoginView, 'numberId' | 'label' | 'phoneTail'>;

export function numberMeant({ numberId, label, phone }: EnrolledNumber): NumberMeant {
  return { numberId, label, phoneTail: phone.slice(-4) };
}

/** Seven digits or more, with what people put between them; a plus after a space begins another number. */
const NUMBER = /\+?\p{Nd}(?:(?:[^\p{L}\p{N}+]{0,3}|\+)\p{Nd}){6,}/gu;
/** What does not show, and what makes a keycap of a digit. */
const UNSEEN = /[\p{Cf}\uFE0F\u20E3]/gu;

/** What people wrote may hold a whole phone number: its last digits are enough. */
export function withoutNumbers(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(UNSEEN, '');
  const masked = plain.replaceAll(NUMBER, mask);
  return masked === plain ? text : masked;
}

function mask(number: string): string {
  return `••${westernDigits(number).replaceAll(/\D/gu, '').slice(-4)}`;
}
