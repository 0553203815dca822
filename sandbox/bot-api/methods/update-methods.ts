import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { wireBot } from '../wire.ts';
import { method } from './method.ts';
import { flag, integer, json, text } from './parameter-types.ts';

/** Telegram answers a longer poll after this time. */
const maxTimeoutSeconds = 50;

export const updateMethods = {
  getMe: method(z.object({}), ({ bot }) => ({
    ...wireBot(bot),
    can_join_groups: true,
    can_read_all_group_messages: !bot.privacyMode,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  })),

  getUpdates: method(
    z.object({
      offset: integer.default(0),
      limit: integer.default(100),
      timeout: integer.default(0),
      allowed_updates: json(z.array(z.string()).optional()),
    }),
    ({ updates }, { offset, limit, timeout, allowed_updates: allowed }, { signal }) => {
      const timeoutMs = Math.min(timeout, maxTimeoutSeconds) * 1000;
      return updates.poll({ offset, limit: Math.min(Math.max(limit, 1), 100), timeoutMs, allowed, signal });
    },
  ),

  deleteWebhook: method(z.object({ drop_pending_updates: flag }), ({ updates }, { drop_pending_updates: drop }) => {
    if (drop) updates.clear();
    return true;
  }),

  getWebhookInfo: method(z.object({}), ({ updates }) => ({
    url: '',
    has_custom_certificate: false,
    pending_update_count: updates.unconfirmed().length,
  })),

  answerCallbackQuery: method(
    z.object({ callback_query_id: text, text, show_alert: flag, url: z.string().optional() }),
    (world, { callback_query_id: id, text: shown, show_alert: alert, url }) => {
      if (shown.length > 200) throw badRequest('MESSAGE_TOO_LONG');
      const userId = world.callbacks.answer(id, { text: shown, alert, ...(url === undefined ? {} : { url }) });
      if (userId === undefined) {
        throw badRequest('query is too old and response timeout expired or query ID is invalid');
      }
      if (shown === '') return true;
      world.toasts.push({ userId, text: shown, alert, atMs: world.nowMs() });
      world.events.emit({ kind: 'toast', userId, text: shown, alert });
      return true;
    },
  ),
};
