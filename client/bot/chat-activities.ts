import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { InputFile, InputMediaBuilder } from 'grammy';
import { type ChatActivities, DRAW_HEARTBEAT_EVERY_MS, type DrawInput } from '../../contracts/chat-messages.ts';
import { assertNever } from '../../domain/assert-never.ts';
import { isNewsFor } from '../../domain/chat-card.ts';
import { newsOf, seenOf } from '../../domain/chat-need.ts';
import type { Draw, DrawOutcome } from '../../domain/chat-plan.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { describeError } from '../../runtime/describe-error.ts';
import { mayDo } from '../access/roles.ts';
import { readView } from '../read-view.ts';
import { botApiTrouble, reasonOf } from './bot-api-trouble.ts';
import type { BotParts } from './bot-parts.ts';
import { drawCard } from './draw-card.ts';
import type { DrawnMessage } from './drawn-message.ts';
import { EditPace } from './edit-pace.ts';
import { opsChatMoved } from './guard-updates.ts';
import { isQuiet } from './is-quiet.ts';

/**
 * What cards ask of the Bot API. What becomes of one draw is its outcome, failures too: an activity that is repeated would send
 * again what was sent in other chats.
 */
export function createChatActivities(parts: BotParts): ChatActivities {
  const pace = new EditPace();
  return {
    drawCards: async ({ loginId, draws }: DrawInput) => {
      const context = Context.current();
      const beating = setInterval(() => context.heartbeat(), DRAW_HEARTBEAT_EVERY_MS);
      try {
        const row = await parts.records.view(loginId);
        if (row === undefined) throw ApplicationFailure.create({ message: 'The view is not there yet.' });
        const view = readView(row);
        const outcomes: DrawOutcome[] = [];
        for (const draw of draws) outcomes.push(await drawOrFail({ ...parts, pace }, view, draw));
        return outcomes;
      } catch (error) {
        if (error instanceof ApplicationFailure) throw error;
        // The Bot API's errors carry what was sent.
        throw ApplicationFailure.create({ message: describeError(error), type: 'BOT_API' });
      } finally {
        clearInterval(beating);
      }
    },
  };
}

type DrawParts = BotParts & { pace: EditPace };

async function drawOrFail(parts: DrawParts, view: LoginView, draw: Draw): Promise<DrawOutcome> {
  try {
    return await drawOne(parts, view, draw);
  } catch (error) {
    return outcomeOf(error, parts, draw);
  }
}

function outcomeOf(error: unknown, { config, logger }: DrawParts, { place }: Draw): DrawOutcome {
  const trouble = botApiTrouble(error);
  const about = { place: place === 'ops' ? 'ops' : 'private', reason: reasonOf(error) };
  switch (trouble.kind) {
    case 'wait':
      return trouble;
    case 'moved':
      opsChatMoved({ config, logger }, trouble.chatId);
      return { kind: 'wait', ms: 0 };
    case 'unreachable':
      if (place === 'ops') logger.warn('The bot cannot write to LATCHKEY_OPS_CHAT. Add it to that group');
      return { kind: 'unreachable' };
    case 'refused':
      logger.error(about, 'The Bot API refuses a message; whoever it was for is passed over');
      return { kind: 'unreachable' };
    case 'notModified':
    case 'messageGone':
    case 'transient':
    case 'other':
      logger.warn(about, 'A message could not be sent; it is tried again');
      return { kind: 'failed' };
    default:
      return assertNever(trouble);
  }
}

async function drawOne(parts: DrawParts, view: LoginView, draw: Draw): Promise<DrawOutcome> {
  const { config, operators } = parts;
  const chatId = draw.place === 'ops' ? config.opsChatId : draw.place;
  if (chatId === undefined) return { kind: 'unreachable' };
  // Who may not do it any more learns nothing more, and what stands in their chat goes.
  const act = draw.role === 'holder' ? 'answerLogin' : 'look';
  if (typeof draw.place === 'number' && !mayDo(operators.roleOf(draw.place), act)) {
    await remove(parts, draw.stands);
    return { kind: 'unreachable' };
  }
  const seen = seenOf(view);
  const hasNews = draw.rings && isNewsFor(seen, draw.told);
  const told = hasNews ? newsOf(seen) : draw.told;
  const message = await drawCard(parts, view, draw);
  const isPhoto = message.photo !== undefined;
  const isOtherKind = (draw.stands?.photo === true) !== isPhoto;
  const isFresh = draw.stands?.chatId !== chatId || draw.anew || hasNews || isOtherKind;
  const outcome = (messageId: number): DrawOutcome => ({
    kind: 'stands',
    chatId,
    messageId,
    seen,
    ...(isPhoto ? { photo: true } : {}),
    ...(told === undefined ? {} : { told }),
  });
  if (!isFresh && draw.stands !== undefined) {
    const waitMs = parts.pace.takeMs(chatId, Date.now());
    if (waitMs > 0) return { kind: 'wait', ms: waitMs };
    if (await edit(parts, draw.stands, message)) return outcome(draw.stands.messageId);
  }
  const silent = !hasNews || (draw.place === 'ops' && isQuiet(config.quietHours, Date.now()));
  const messageId = await send(parts, chatId, message, silent);
  await remove(parts, draw.stands);
  return outcome(messageId);
}

async function send({ api }: DrawParts, chatId: number, message: DrawnMessage, silent: boolean): Promise<number> {
  const common = { reply_markup: message.keyboard, disable_notification: silent, protect_content: message.protect };
  const sent =
    message.photo === undefined
      ? await api.sendMessage(chatId, message.text, {
          ...common,
          entities: message.entities,
          link_preview_options: { is_disabled: true },
        })
      : await api.sendPhoto(chatId, fileOf(message.photo), {
          ...common,
          caption: message.text,
          caption_entities: message.entities,
        });
  return sent.message_id;
}

/** False when there is nothing to edit any more. */
async function edit(
  { api }: DrawParts,
  { chatId, messageId }: NonNullable<Draw['stands']>,
  message: DrawnMessage,
): Promise<boolean> {
  try {
    if (message.photo === undefined) {
      await api.editMessageText(chatId, messageId, message.text, {
        entities: message.entities,
        reply_markup: message.keyboard,
        link_preview_options: { is_disabled: true },
      });
    } else {
      const more = { caption: message.text, caption_entities: message.entities };
      const media = InputMediaBuilder.photo(fileOf(message.photo), more);
      await api.editMessageMedia(chatId, messageId, media, { reply_markup: message.keyboard });
    }
    return true;
  } catch (error) {
    const { kind } = botApiTrouble(error);
    if (kind === 'notModified') return true;
    if (kind === 'messageGone') return false;
    throw error;
  }
}

function fileOf(photo: Uint8Array): InputFile {
  return new InputFile(photo, 'qr.png');
}

/** A message that cannot be deleted (48 hours, somebody was faster) is left as it is: its buttons say that they are old. */
async function remove({ api, logger }: DrawParts, stands: Draw['stands']): Promise<void> {
  if (stands === undefined) return;
  try {
    await api.deleteMessage(stands.chatId, stands.messageId);
  } catch (error) {
    const { kind } = botApiTrouble(error);
    if (kind !== 'messageGone')
      logger.info({ reason: reasonOf(error) }, 'An old message stays, for it cannot be deleted');
  }
}
