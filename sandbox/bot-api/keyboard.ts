import { z } from 'zod';
import { badRequest } from './api-error.ts';
import { checkLink } from './text/check-link.ts';
import type { DotlessHosts } from './text/check-link.ts';

const inlineButtonSchema = z.object({
  text: z.string().min(1),
  callback_data: z.string().optional(),
  url: z.string().optional(),
  web_app: z.object({ url: z.string() }).optional(),
  copy_text: z.object({ text: z.string() }).optional(),
  style: z.enum(['danger', 'success', 'primary']).optional(),
});
const keySchema = z.union([
  z.string().transform((text) => ({ text, request_contact: false })),
  z.object({ text: z.string().min(1), request_contact: z.boolean().default(false) }),
]);

export const inlineMarkupSchema = z.object({ inline_keyboard: z.array(z.array(inlineButtonSchema)) });
export const markupSchema = z.union([
  inlineMarkupSchema,
  z.object({
    keyboard: z.array(z.array(keySchema)),
    one_time_keyboard: z.boolean().default(false),
    input_field_placeholder: z.string().optional(),
  }),
  z.object({ remove_keyboard: z.literal(true) }),
  z.object({ force_reply: z.literal(true), input_field_placeholder: z.string().optional() }),
]);

export type InlineButton = z.output<typeof inlineButtonSchema>;
export type InlineKeyboard = readonly (readonly InlineButton[])[];

/** What is below the input field after a message. */
export type ReplyKeyboard =
  | {
      readonly kind: 'keys';
      readonly rows: readonly (readonly { readonly text: string; readonly requestContact: boolean }[])[];
      readonly oneTime: boolean;
    }
  | { readonly kind: 'removed' }
  | { readonly kind: 'forceReply' };

export interface KeyboardRules {
  readonly isPrivate: boolean;
  readonly dotlessHosts: DotlessHosts;
}

/** Either kind of keyboard, checked as Telegram checks it. */
export function readMarkup(
  markup: z.output<typeof markupSchema> | undefined,
  rules: KeyboardRules,
): { inlineKeyboard?: InlineKeyboard | undefined; replyKeyboard?: ReplyKeyboard } {
  if (markup === undefined) return {};
  if ('inline_keyboard' in markup) return { inlineKeyboard: readInlineKeyboard(markup, rules) };
  if ('remove_keyboard' in markup) return { replyKeyboard: { kind: 'removed' } };
  if ('force_reply' in markup) return { replyKeyboard: { kind: 'forceReply' } };
  if (!rules.isPrivate && markup.keyboard.flat().some((key) => key.request_contact)) {
    throw badRequest('phone number can be requested in private chats only');
  }
  const rows = markup.keyboard.map((row) =>
    row.map(({ text, request_contact: requestContact }) => ({ text, requestContact })),
  );
  return { replyKeyboard: { kind: 'keys', rows, oneTime: markup.one_time_keyboard } };
}

/** Undefined when there is no button in it. */
export function readInlineKeyboard(
  { inline_keyboard: given }: z.output<typeof inlineMarkupSchema>,
  rules: KeyboardRules,
): InlineKeyboard | undefined {
  const rows = given.filter((row) => row.length > 0).map((row) => row.map((button) => readButton(button, rules)));
  if (rows.flat().length > 100) throw badRequest('reply markup is too long');
  return rows.length === 0 ? undefined : rows;
}

function readButton(button: InlineButton, { isPrivate, dotlessHosts }: KeyboardRules): InlineButton {
  const { callback_data: data, url, web_app: webApp, copy_text: copy } = button;
  const actions = [data, url, webApp, copy].filter((action) => action !== undefined);
  if (actions.length === 0) throw badRequest('text buttons are unallowed in the inline keyboard');
  if (actions.length > 1) throw badRequest('BUTTON_TYPE_INVALID');
  if (data !== undefined && (data === '' || Buffer.byteLength(data) > 64)) throw badRequest('BUTTON_DATA_INVALID');
  if (copy !== undefined && (copy.text === '' || copy.text.length > 256)) throw badRequest('BUTTON_COPY_TEXT_INVALID');
  if (url !== undefined) return { ...button, url: linkOf(url, dotlessHosts) };
  if (webApp === undefined) return button;
  if (!isPrivate) throw badRequest('BUTTON_TYPE_INVALID');
  const problem = URL.parse(webApp.url)?.protocol === 'https:' ? undefined : 'Only HTTPS links are allowed';
  if (problem === undefined) return button;
  throw badRequest(`inline keyboard button Web App URL '${webApp.url}' is invalid: ${problem}`);
}

function linkOf(given: string, dotlessHosts: DotlessHosts): string {
  const checked = checkLink(given, dotlessHosts);
  if ('url' in checked) return checked.url;
  throw badRequest(`inline keyboard button URL '${given}' is invalid: ${checked.problem}`);
}
