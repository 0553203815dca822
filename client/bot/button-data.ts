import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '../../runtime/sealing.ts';

/** What buttons do, each with the letter that stands for it: 64 bytes is all that a button may carry. */
export const buttonActs = {
  take: 't',
  newLink: 'l',
  resend: 'r',
  noCode: 'n',
  openOnDevice: 'y',
  openNowhere: 'o',
  restart: 'f',
  scan: 'b',
  askLater: 'a',
  putOff: 'm',
  endForNow: 'w',
  askCancel: 'c',
  cancel: 'x',
  handOver: 'h',
  handOverPlainly: 'g',
  snooze: 'z',
  show: 'v',
  openKeypad: 'k',
  key: 'd',
  login: 's',
  loginQr: 'j',
  numbersPage: 'p',
  loginsPage: 'q',
  endSession: 'e',
  dismiss: 'i',
} as const;
export type ButtonAct = keyof typeof buttonActs;

/** `subject`: a sign-in's or a number's id, or nothing. `step`: the step that was seen. `arg`: small letters and digits. */
export type Button = { act: ButtonAct; subject?: string; step?: number; arg?: string };

/** For whom a button is: one operator, or any of them, each of whose acts is checked anyway. */
export type ButtonOwner = number | 'anyone';

export type ButtonCodec = {
  /** `hidden`: what the button stands for and does not say. */
  sign(button: Button, owner: ButtonOwner, hidden?: string): string;
  /** Undefined for what was not signed here, or for somebody else. `hidden`: what it may stand for. */
  read(data: string, presser: number, hidden?: readonly string[]): (Button & { hidden: string }) | undefined;
  /** A random-looking name for something that must not be done twice. */
  nameOf(text: string): string;
};

const MAC_CHARACTERS = 12;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Signs under a key that is made from the payload keys, which every front end has; reads under any of them. */
export function createButtonCodec(ring: KeyRing): ButtonCodec {
  const current = derived(ring.keys.get(ring.currentId) ?? new Uint8Array());
  const all = [current, ...[...ring.keys].filter(([id]) => id !== ring.currentId).map(([, key]) => derived(key))];
  return {
    sign: (button, owner, hidden = '') => {
      const body = bodyOf(button);
      return `${body}.${macOf(current, body, owner, hidden)}`;
    },
    read: (data, presser, hidden = ['']) => {
      const [letter, subject, step, arg, mac, ...more] = data.split('.');
      if (letter === undefined || subject === undefined || step === undefined || arg === undefined) return undefined;
      if (mac?.length !== MAC_CHARACTERS || more.length > 0) return undefined;
      const body = [letter, subject, step, arg].join('.');
      const owners: ButtonOwner[] = [presser, 'anyone'];
      const found = hidden.find((each) =>
        all.some((key) => owners.some((owner) => isEqual(mac, macOf(key, body, owner, each)))),
      );
      const act = actOf(letter);
      return found === undefined || act === undefined
        ? undefined
        : { act, hidden: found, ...fieldsOf(subject, step, arg) };
    },
    nameOf: (text) => createHmac('sha256', current).update(text).digest('hex').slice(0, 32),
  };
}

function derived(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('latchkey/chat-buttons/1').digest();
}

/** Ids of sign-ins are UUIDs, which take 22 characters behind a "~" instead of 36. */
function bodyOf({ act, subject = '', step, arg = '' }: Button): string {
  const short = UUID.test(subject)
    ? `~${Buffer.from(subject.replaceAll('-', ''), 'hex').toString('base64url')}`
    : subject;
  return [buttonActs[act], short, step === undefined ? '' : step.toString(36), arg].join('.');
}

function fieldsOf(subject: string, step: string, arg: string): Omit<Button, 'act'> {
  return {
    ...(subject === '' ? {} : { subject: subject.startsWith('~') ? uuidOf(subject.slice(1)) : subject }),
    ...(step === '' ? {} : { step: Number.parseInt(step, 36) }),
    ...(arg === '' ? {} : { arg }),
  };
}

function uuidOf(short: string): string {
  const hex = Buffer.from(short, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

function macOf(key: Buffer, body: string, owner: ButtonOwner, hidden: string): string {
  const mac = createHmac('sha256', key).update(JSON.stringify([body, owner, hidden]));
  return mac.digest('base64url').slice(0, MAC_CHARACTERS);
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function actOf(letter: string): ButtonAct | undefined {
  return Object.keys(buttonActs)
    .filter(isAct)
    .find((act) => buttonActs[act] === letter);
}

function isAct(name: string): name is ButtonAct {
  return Object.hasOwn(buttonActs, name);
}
