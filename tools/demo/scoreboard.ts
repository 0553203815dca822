import type { Received } from '../stage/account-owner.ts';
import { PASSWORD } from './script.ts';

const ITEMS = 3;

const kinds: Record<Received['kind'], string> = {
  app: 'app',
  sms: 'text message',
  call: 'phone call',
  flashCall: 'short call',
  missedCall: 'missed call',
  email: 'e-mail',
  fragment: 'fragment.com',
};

/** What stands above the prompts: whose account, what its owner received, the worker, the keys. */
export type Scoreboard = {
  phone?: string;
  inbox: () => readonly Received[];
  /** What happened last to worker or connection. */
  news: string;
  workerKills: number;
};

export function boardLines({ phone, inbox, news, workerKills }: Scoreboard): string[] {
  const items = inbox();
  const shown = items.slice(-ITEMS).map((item) => line(item));
  const nothing = phone === undefined ? 'Its inbox stands here once a story has begun.' : 'The inbox is empty.';
  const rows = items.length === 0 ? [nothing] : shown;
  const account = phone === undefined ? 'An account' : `Account ${phone}`;
  return [
    'Not Telegram: a data centre on this machine; nothing leaves it.',
    `${account} · its password: ${PASSWORD}`,
    ...Array.from({ length: ITEMS }, (_, index) => `  ${rows[index] ?? ''}`),
    `${news}${workerKills === 0 ? '' : ` Killed so far: ${workerKills}.`}`,
    'Ctrl-C leaves · Ctrl-X kills the worker · Ctrl-O cuts the next connection',
  ];
}

function line({ atMs, kind, text }: Received): string {
  const time = new Date(atMs).toTimeString().slice(0, 8);
  return `${time}  ${kinds[kind].padEnd(13)} ${text}`;
}
