import type { EnrolledNumber } from '../../vault/records/records.ts';

/** How a number is named everywhere in chats: blocks of numbers differ in their last digits alone. */
export function subjectOf({ label, phoneTail }: { label: string; phoneTail: string }): string {
  return `${withoutNumbers(label)} (••${phoneTail})`;
}

export function subjectOfNumber({ label, phone }: Pick<EnrolledNumber, 'label' | 'phone'>): string {
  return subjectOf({ label, phoneTail: phone.slice(-4) });
}

/** What people wrote may hold a whole phone number: its last digits are enough. */
export function withoutNumbers(text: string): string {
  return text.replaceAll(/\+?\d(?:[ ().\-/]{0,2}\d){6,}/gu, (number) => `••${number.replaceAll(/\D/gu, '').slice(-4)}`);
}
