import { seconds, wireBot, wireChat, wireUser } from '../wire.ts';
import type { BotWorld } from './bot-world.ts';
import type { Chat } from './chat-book.ts';

/** Changes what the bot is in a chat, and tells it. A person who blocks it has, in Telegram's words, kicked it. */
export function changeMembership(world: BotWorld, chat: Chat, byUserId: number, change: () => void): void {
  const user = wireBot(world.bot);
  const before = statusIn(chat);
  change();
  const after = statusIn(chat);
  world.updates.add('my_chat_member', {
    chat: wireChat(world, chat),
    from: wireUser(world, byUserId),
    date: seconds(world.nowMs()),
    old_chat_member: { user, ...before },
    new_chat_member: { user, ...after },
  });
  world.events.emit({ kind: 'surroundings' });
}

function statusIn(chat: Chat): object {
  const status = chat.kind === 'private' ? (chat.isBlocked ? 'kicked' : 'member') : chat.bot;
  return status === 'kicked' ? { status, until_date: 0 } : { status };
}
