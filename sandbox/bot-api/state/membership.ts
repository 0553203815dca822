import type { GroupInput } from '../bot-api-options.ts';
import { DriverError } from '../driver-error.ts';
import { seconds, wireBot, wireChat, wireUser } from '../wire.ts';
import type { BotWorld } from './bot-world.ts';
import type { Chat, GroupChat } from './chat-book.ts';

/** What the bot is in a chat, in Telegram's words: a person who blocks it has kicked it. */
type Standing = GroupChat['bot'];

export function setBlocked(world: BotWorld, userId: number, isBlocked: boolean): void {
  const chat = world.chats.find(userId);
  if (chat?.kind !== 'private') throw new DriverError(`There is no person ${userId}.`);
  if (chat.isBlocked === isBlocked) return;
  const before = standingIn(chat);
  chat.isBlocked = isBlocked;
  tell(world, chat, before, userId);
}

export function kick(world: BotWorld, group: GroupChat): void {
  const before = standingIn(group);
  group.bot = 'kicked';
  tell(world, group, before, someoneOf(group));
}

export function putGroup(world: BotWorld, input: GroupInput): void {
  if (input.id >= 0) throw new DriverError('The number of a group is below 0; of a supergroup, below -1000000000000.');
  const before = world.chats.groups.get(input.id)?.bot ?? 'left';
  const group = world.chats.putGroup(input);
  if (group.bot === before) world.events.emit({ kind: 'surroundings' });
  else tell(world, group, before, someoneOf(group));
}

function tell(world: BotWorld, chat: Chat, before: Standing, byUserId: number): void {
  const member = (status: Standing): object => ({
    user: wireBot(world.bot),
    status,
    ...(status === 'kicked' ? { until_date: 0 } : {}),
  });
  world.updates.add('my_chat_member', {
    chat: wireChat(world, chat),
    from: wireUser(world, byUserId),
    date: seconds(world.nowMs()),
    old_chat_member: member(before),
    new_chat_member: member(standingIn(chat)),
  });
  world.events.emit({ kind: 'surroundings' });
}

function standingIn(chat: Chat): Standing {
  if (chat.kind !== 'private') return chat.bot;
  return chat.isBlocked ? 'kicked' : 'member';
}

/** An administrator where there is one. */
function someoneOf({ admins, members }: GroupChat): number {
  return [...admins, ...members][0] ?? 0;
}
