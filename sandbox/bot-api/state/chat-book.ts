import type { GroupInput, Person } from '../bot-api-options.ts';
import type { Message } from './message.ts';

/** A person's chat with the bot: there once the person has written. */
export interface PrivateChat {
  readonly kind: 'private';
  readonly id: number;
  isStarted: boolean;
  isBlocked: boolean;
}

export interface GroupChat {
  readonly kind: 'group' | 'supergroup';
  readonly id: number;
  title: string;
  members: Set<number>;
  admins: Set<number>;
  bot: 'member' | 'administrator' | 'kicked' | 'left';
}

export type Chat = PrivateChat | GroupChat;

export interface Deletion {
  readonly message: Message;
  readonly by: 'bot' | number;
}

/** Who there is, which chats, and what is in them. */
export class ChatBook {
  readonly people = new Map<number, Person>();
  readonly groups = new Map<number, GroupChat>();
  private readonly privates = new Map<number, PrivateChat>();
  private readonly messages = new Map<number, Map<number, Message>>();
  private readonly deletions = new Map<number, Deletion[]>();
  /** Private chats and basic groups count together, each supergroup for itself. */
  private readonly lastIds = new Map<number | 'account', number>();

  putPerson(person: Person): void {
    this.people.set(person.id, person);
    if (this.privates.has(person.id)) return;
    this.privates.set(person.id, { kind: 'private', id: person.id, isStarted: false, isBlocked: false });
  }

  putGroup({ id, title, members, admins = [], botIsAdmin = false }: GroupInput): GroupChat {
    const group: GroupChat = {
      kind: id < -1_000_000_000_000 ? 'supergroup' : 'group',
      id,
      title,
      members: new Set([...members, ...admins]),
      admins: new Set(admins),
      bot: botIsAdmin ? 'administrator' : 'member',
    };
    this.groups.set(id, group);
    return group;
  }

  find(chatId: number): Chat | undefined {
    return this.privates.get(chatId) ?? this.groups.get(chatId);
  }

  nextId(chat: Chat): number {
    const counter = chat.kind === 'supergroup' ? chat.id : 'account';
    const id = (this.lastIds.get(counter) ?? 0) + 1;
    this.lastIds.set(counter, id);
    return id;
  }

  /** New, or in place of what had its number. */
  store(message: Message): void {
    const inChat = this.messages.get(message.chatId) ?? new Map<number, Message>();
    this.messages.set(message.chatId, inChat.set(message.id, message));
  }

  message(chatId: number, id: number): Message | undefined {
    return this.messages.get(chatId)?.get(id);
  }

  present(chatId: number): readonly Message[] {
    return [...(this.messages.get(chatId)?.values() ?? [])];
  }

  remove(message: Message, by: 'bot' | number): void {
    this.messages.get(message.chatId)?.delete(message.id);
    this.deletions.set(message.chatId, [...this.deleted(message.chatId), { message, by }]);
  }

  deleted(chatId: number): readonly Deletion[] {
    return this.deletions.get(chatId) ?? [];
  }
}
