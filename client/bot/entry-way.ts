import { InlineKeyboard } from 'grammy';
import type { LoginView } from '../../domain/login-view.ts';
import { issueLink, LINK_LIFETIME_MS } from '../access/links.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { until } from '../texts/times.ts';
import type { BotParts } from './bot-parts.ts';
import { markInstant } from './formatted-text.ts';
import { subjectOf } from './subject.ts';

/** How a code or a password is entered: never in the chat. `lines` say it, `keyboard` begins with the link's button. */
export type EntryWay = { lines: string[]; keyboard: InlineKeyboard; untilMs?: number };

type LinkParts = Pick<BotParts, 'config' | 'records'>;

/** A one-time link for this operator and this step; without a public address, the command on the host. */
export async function entryWay({ config, records }: LinkParts, view: LoginView, userId: number): Promise<EntryWay> {
  const { publicUrl } = config;
  if (publicUrl === undefined) {
    return {
      lines: [fill(texts.bot.onHost, { command: commands[kindOf(view)], subject: subjectOf(view) })],
      keyboard: new InlineKeyboard(),
    };
  }
  const { loginId, numberId, stepId } = view;
  const link = await issueLink(records, publicUrl, { kind: 'answer', userId, numberId, loginId, stepId });
  const button = buttonTexts[kindOf(view)];
  return wayBy(publicUrl, link, { says: texts.bot.openLink, button });
}

type Asked = 'code' | 'email' | 'password';
const commands: Record<Asked, string> = { code: 'code', email: 'email', password: 'password' };
const buttonTexts: Record<Asked, string> = {
  code: texts.bot.enterCode,
  email: texts.bot.enterEmail,
  password: texts.bot.enterPassword,
};

function kindOf({ step }: LoginView): Asked {
  if (step.kind === 'enterPassword') return 'password';
  return step.kind === 'enterEmail' ? 'email' : 'code';
}

/** A one-time link that signs this operator in to the console; undefined without a public address. */
export async function consoleWay({ config, records }: LinkParts, userId: number): Promise<EntryWay | undefined> {
  const { publicUrl } = config;
  if (publicUrl === undefined) return undefined;
  const link = await issueLink(records, publicUrl, { kind: 'signIn', userId });
  return wayBy(publicUrl, link, { says: texts.bot.consoleLinkIs, button: texts.bot.openConsole });
}

function wayBy(publicUrl: string, link: string, { says, button: text }: { says: string; button: string }): EntryWay {
  const nowMs = Date.now();
  const untilMs = nowMs + LINK_LIFETIME_MS;
  const lines = [fill(says, { time: until(untilMs, nowMs, chatTimes) })];
  switch (linkKind(publicUrl)) {
    case 'webApp':
      return { lines, keyboard: new InlineKeyboard().webApp(text, link), untilMs };
    case 'url':
      return { lines, keyboard: new InlineKeyboard().url(text, link), untilMs };
    case 'text':
      return { lines: [...lines, fill(texts.bot.linkText, { link })], keyboard: new InlineKeyboard(), untilMs };
  }
}

/** Buttons take https for Mini Apps, and other addresses only with a dot in the host: not http://localhost. */
export function linkKind(publicUrl: string): 'webApp' | 'url' | 'text' {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:') return 'webApp';
  return hostname.includes('.') ? 'url' : 'text';
}

/** Absolute, because a message stays as it is, and in one zone for all readers where it is not an entity. */
export const chatTimes = { times: 'absolute', timeZone: 'UTC', mark: markInstant } as const;
