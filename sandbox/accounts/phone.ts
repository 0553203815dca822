import { z } from 'zod';

/** Digits alone, as accounts are keyed: '+999 66-2 1234' and '9996621234' are one number. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}

/** For log lines, which never carry a whole number: the last four digits, never the first three. */
export function maskedPhone(phone: string): string {
  return `…${digitsOf(phone).slice(3).slice(-4)}`;
}

/** A number as control requests name it; read as its digits. A space in front is what a query makes of `+`. */
export const phoneSchema = z
  .string()
  .refine((phone) => /^\s*\+?[\d\s()-]+$/.test(phone) && /^\d{7,15}$/.test(digitsOf(phone)), {
    error: 'A phone number has 7 to 15 digits, with or without + in front',
  })
  .overwrite(digitsOf);
