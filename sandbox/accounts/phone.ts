/** Digits alone, as accounts are keyed: '+999 66-2 1234' and '9996621234' are one number. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}

/** For log lines, which never carry a whole number: the last four digits, never the first three. */
export function maskedPhone(phone: string): string {
  return `…${digitsOf(phone).slice(3).slice(-4)}`;
}
