import { InlineKeyboard } from 'grammy';
import type { LoginView, StepKind } from '../../domain/login-view.ts';
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

/** What people enter, by step: the command on the host, the name of the link's button. */
const entries: Partial<Record<StepKind, { command: string; button: string }>> = {
  enterCode: { command: 'code', button: texts.bot.enterCode },
  enterEmail: { command: 'email', button: texts.bot.enterEmail },
  enterPassword: { command: 'password', button: texts.bot.enterPassword },
  enterRecoveryCode: { command: 'recover', button: texts.bot.enterRecoveryCode },
  chooseRecovery: { command: 'recover', button: texts.bot.chooseRecovery },
};

/** Whether the step asks for something that must not stand in the chat. */
export function isEntered({ step }: LoginView): boolean {
  return entries[step.kind] !== undefined;
}

/** A one-time link for this operator and this step; without a public address, the command on the host. */
export async function entryWay({ config, records }: LinkParts, view: LoginView, userId: number): Promise<EntryWay> {
  const { command, button } = entries[view.step.kind] ?? { command: 'code', button: texts.bot.enterCode };
  const { publicUrl } = config;
  if (publicUrl === undefined) {
    return { lines: [fill(texts.bot.onHost, { command, subject: subjectOf(view) })], keyboard: new InlineKeyboard() };
  }
  const { loginId, numberId, stepId } = view;
  const link = await issueLink(records, publicUrl, { kind: 'answer', userId, numberId, loginId, stepId });
  return wayBy(publicUrl, link, { says: texts.bot.openLink, button });
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
