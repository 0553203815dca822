import type { GroupInput, Person } from './bot-api-options.ts';
import { DriverError } from './driver-error.ts';
import { showKeys } from './shown-keys.ts';
import type { ShownKeys } from './shown-keys.ts';
import { showMessage } from './shown-message.ts';
import type { ShownMessage } from './shown-message.ts';
import { showSurroundings } from './shown-surroundings.ts';
import type { Surroundings } from './shown-surroundings.ts';
import type { BotWorld, Toast } from './state/bot-world.ts';
import type { PressAnswer } from './state/callback-book.ts';
import { kick, putGroup, setBlocked } from './state/membership.ts';
import type { Chat, GroupChat } from './state/chat-book.ts';
import type { ChatListener } from './state/chat-events.ts';
import { deliver } from './state/deliver.ts';
import type { ForwardOrigin, Message, Sender } from './state/message.ts';
import { findEntities } from './text/find-entities.ts';
import { wireMessage, wireUser } from './wire.ts';

export interface Saying {
  readonly text: string;
  readonly forwardFrom?: ForwardOrigin | undefined;
  readonly replyToId?: number | undefined;
}

/** What people do in their chats with the bot, and what they see. A private chat has the person's number. */
export class ChatDriver {
  private readonly world: BotWorld;

  constructor(world: BotWorld) {
    this.world = world;
  }

  /** The first message of a person opens the private chat, as /start does. Returns the message's number. */
  say(chatId: number, userId: number, saying: string | Saying): number {
    return this.write(this.chatOf(chatId, userId), { kind: 'user', userId }, saying);
  }

  /** An administrator who hides behind the group's name. */
  anonymousAdmin(chatId: number, text: string): number {
    return this.write(this.group(chatId), { kind: 'anonymousAdmin' }, text);
  }

  /** In a group, in the name of a channel. */
  senderChat(chatId: number, channel: { readonly id: number; readonly title: string }, text: string): number {
    return this.write(this.group(chatId), { kind: 'channel', ...channel }, text);
  }

  /** `userId`: whose contact it is, by default the sender's own; null: of nobody on Telegram. */
  shareContact(userId: number, { phone, userId: whose = userId }: { phone: string; userId?: number | null }): number {
    const chat = this.chatOf(userId, userId);
    const asked = this.world.chats.present(userId).findLast(({ replyKeyboard }) => replyKeyboard !== undefined);
    const firstName = this.world.chats.people.get(whose ?? userId)?.firstName ?? 'Unknown';
    return deliver(this.world, chat, {
      chatId: userId,
      sender: { kind: 'user', userId },
      content: { kind: 'contact', phone, firstName, userId: whose ?? undefined },
      replyToId: asked?.id,
    }).id;
  }

  /**
   * Presses a button below a message, by its text or by its place from 0 on. Resolves with what the bot answered, or with
   * nothing when it did not answer in time. Links and copies are there at once, and the bot does not hear of them.
   */
  press(chatId: number, messageId: number, userId: number, which: number | string): Promise<PressAnswer | undefined> {
    this.chatOf(chatId, userId);
    const message = this.message(chatId, messageId);
    const buttons = message.inlineKeyboard?.flat() ?? [];
    const button = typeof which === 'number' ? buttons[which] : buttons.find(({ text }) => text === which);
    if (button === undefined) {
      const texts = buttons.map(({ text }) => `'${text}'`).join(', ');
      throw new DriverError(
        `Message ${messageId} has no button ${which}, but ${texts === '' ? 'none at all' : texts}.`,
      );
    }
    const { callback_data: data, url = button.web_app?.url, copy_text: copy } = button;
    if (url !== undefined) return Promise.resolve({ text: '', alert: false, url });
    if (copy !== undefined) return Promise.resolve({ text: '', alert: false, copied: copy.text });
    const { id, answered } = this.world.callbacks.begin(userId);
    this.world.updates.add('callback_query', {
      id,
      from: wireUser(this.world, userId),
      message: wireMessage(this.world, message),
      chat_instance: String(chatId),
      data,
    });
    return answered;
  }

  /** The person deletes a message for both sides: an own one, or any in the private chat. The bot is not told. */
  erase(chatId: number, messageId: number, userId: number): void {
    const chat = this.chatOf(chatId, userId);
    const message = this.message(chatId, messageId);
    const isOwn = message.sender.kind === 'user' && message.sender.userId === userId;
    if (!isOwn && chat.kind !== 'private') throw new DriverError(`Message ${messageId} is not of person ${userId}.`);
    this.world.chats.remove(message, userId);
    this.world.events.emit({ kind: 'delete', chatId, messageId });
  }

  /** What is in the chat now: edits applied, deleted ones gone. */
  messages(chatId: number): ShownMessage[] {
    this.chat(chatId);
    return this.world.chats.present(chatId).map((message) => showMessage(this.world, message));
  }

  deleted(chatId: number): (ShownMessage & { readonly deletedBy: 'bot' | number })[] {
    this.chat(chatId);
    return this.world.chats
      .deleted(chatId)
      .map(({ message, by }) => ({ ...showMessage(this.world, message), deletedBy: by }));
  }

  /** The bot's messages that made a phone ring, as they arrived: new ones that were not sent silently. */
  notifications(chatId: number): ShownMessage[] {
    this.chat(chatId);
    return this.world.notified
      .filter((message) => message.chatId === chatId)
      .map((message) => showMessage(this.world, message));
  }

  /** Answers to presses that had a text, oldest first. */
  toasts(userId: number): Toast[] {
    return this.world.toasts.filter((toast) => toast.userId === userId);
  }

  /** The keys below the input field, when a message has put them there. */
  keys(chatId: number): ShownKeys | undefined {
    this.chat(chatId);
    return showKeys(this.world, chatId);
  }

  /** Commands as the bot has set them, by scope and language. */
  commands(): Surroundings['commands'] {
    return this.surroundings().commands;
  }

  /** The bot and who there is, and what it has set. */
  surroundings(): Surroundings {
    return showSurroundings(this.world);
  }

  /** The person blocks the bot, which is told; until `unblock` its messages are refused. */
  block(userId: number): void {
    setBlocked(this.world, userId, true);
  }

  unblock(userId: number): void {
    setBlocked(this.world, userId, false);
  }

  /** An administrator puts the bot out of a group. */
  kick(chatId: number): void {
    kick(this.world, this.group(chatId));
  }

  /** Adds a person, or renames one. */
  putPerson(person: Person): void {
    this.world.chats.putPerson(person);
    this.world.events.emit({ kind: 'surroundings' });
  }

  /** Makes a group with the bot in it, or makes it anew: title, members, rights. Its messages stay. */
  putGroup(group: GroupInput): void {
    putGroup(this.world, group);
  }

  /** Returns what ends it. */
  subscribe(listener: ChatListener): () => void {
    return this.world.events.subscribe(listener);
  }

  private write(chat: Chat, sender: Sender, saying: string | Saying): number {
    const { text, forwardFrom, replyToId } = typeof saying === 'string' ? { text: saying } : saying;
    if (text.trim() === '' || text.length > 4096) throw new DriverError('A message has 1 to 4096 characters.');
    return deliver(this.world, chat, {
      chatId: chat.id,
      sender,
      content: { kind: 'text', text, entities: findEntities(text, []) },
      forward: forwardFrom,
      replyToId,
    }).id;
  }

  private chat(chatId: number): Chat {
    const chat = this.world.chats.find(chatId);
    if (chat) return chat;
    throw new DriverError(`There is no chat ${chatId}: name its person or group first.`);
  }

  private message(chatId: number, messageId: number): Message {
    const message = this.world.chats.message(chatId, messageId);
    if (message) return message;
    throw new DriverError(`There is no message ${messageId} in chat ${chatId}.`);
  }

  private group(chatId: number): GroupChat {
    const group = this.world.chats.groups.get(chatId);
    if (group) return group;
    throw new DriverError(`There is no group ${chatId}.`);
  }

  /** The chat, when the person may write in it. */
  private chatOf(chatId: number, userId: number): Chat {
    if (!this.world.chats.people.has(userId)) throw new DriverError(`There is no person ${userId}.`);
    const chat = this.chat(chatId);
    if (chat.kind === 'private') {
      if (chat.id !== userId) throw new DriverError(`Chat ${chatId} is the one of person ${chatId}, not of ${userId}.`);
      if (chat.isBlocked) throw new DriverError(`Person ${userId} has blocked the bot: unblock it first.`);
      chat.isStarted = true;
      return chat;
    }
    if (chat.members.has(userId)) return chat;
    throw new DriverError(`Person ${userId} is not in group ${chatId}.`);
  }
}
