import { hidden } from './secret-fields.ts';

/**
 * Replaces what looks like a secret in a text that was not written by us: phone numbers (their last 4 digits stay), codes,
 * passwords, tokens, hashes, keys, e-mail addresses. It hides too much rather than too little; ids of runs, workflows and sign-ins stay.
 */
export function scrubText(text: string): string {
  return rules.reduce((scrubbed, [pattern, replace]) => scrubbed.replace(pattern, replace), text);
}

/** `+••••4607` of any spelling of a number. */
export function maskPhone(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  return digits.length < 7 ? hidden : `+••••${digits.slice(-4)}`;
}

type Replace = (match: string, head: string) => string;

const keepHead: Replace = (_match, head) => `${head}${hidden}`;

const secretWords = [
  'password',
  'passphrase',
  'passwd',
  'pwd',
  'secret',
  'token',
  'authorization',
  'cookie',
  'api[_-]?hash',
  'phone[_-]?code(?:[_-]?hash)?',
  'auth[_-]?key',
  'session[_-]?string',
  'srp[_-]?(?:id|b)',
].join('|');

const rules: ReadonlyArray<readonly [RegExp, Replace]> = [
  // A URL's user and password, and the code in one of Telegram's login links.
  [/(\w:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/g, keepHead],
  [/(t\.me\/login\/)[\w-]+/gi, keepHead],
  // An e-mail address; masked as Telegram shows it, it stays.
  [/[^\s@"'<>(),:;=*]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,}/gu, () => hidden],
  // A Bot API token: bot id, colon, 35 characters.
  [/\b\d{6,12}:[\w-]{30,}/g, () => hidden],
  // name=value, name: 'value', "name":"value": messages that print an object. An escaped quote may stand before the value.
  [new RegExp(`((?:${secretWords})\\\\?["']?\\s*[=:]\\s*)(?:\\\\?"[^"\\\\]*|'[^']*|[^\\s,;}"']+)`, 'gi'), keepHead],
  // "code 12345", "code is 123-456", code: '12345'. At least 4 digits: shorter ones are exit, HTTP and gRPC codes.
  [/\b((?:code|otp|pin)\\?["']?(?:\s*[=:]\s*|\s+(?:is\s+|was\s+)?)\\?["']?)\d[\d -]{2,12}\d(?!\d)/gi, keepHead],
  // Keys and hashes. A phone_code_hash has 18 hexadecimal digits; parts of UUIDs and span ids have at most 16.
  [/(?<!\w)(?:0x)?[0-9a-f]{17,}(?!\w)/gi, () => hidden],
  [/[A-Za-z0-9+/_-]{40,}={0,2}/g, hideIfRandom],
  [/[A-Za-z0-9+_-]{24,}={0,2}/g, hideIfRandom],
  // +49 151 123-456 78: a plus or 00 and 7 to 15 digits, however they are grouped.
  [/(?:\+|%2B|\b00) ?\(?\d(?:[ ().-]{0,2}\d){6,14}(?!\d)/gi, maskPhone],
  // Bare digits, as Telegram writes numbers; not the tail of a UUID. 10 and 13 digits beginning with 16 to 19 are
  // times, and no number is like that: those of +1 have 11.
  [
    /(?<![\w.])(?<![0-9a-f]{4}-)\d{10,15}(?![\w-])/g,
    (digits) => (/^1[6-9](?:\d{8}|\d{11})$/.test(digits) ? digits : maskPhone(digits)),
  ],
];

/** Random base64 has capitals, small letters and digits, and changes between them at every other character. Paths and names do not. */
function hideIfRandom(run: string): string {
  if (!/[A-Z]/.test(run) || !/[a-z]/.test(run) || !/\d/.test(run)) return run;
  const kinds = Array.from(run, kindOf);
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length;
  return changes / run.length > 0.35 ? hidden : run;
}

function kindOf(character: string): string {
  if (/[A-Z]/.test(character)) return 'capital';
  if (/[a-z]/.test(character)) return 'small';
  return /\d/.test(character) ? 'digit' : 'sign';
}
