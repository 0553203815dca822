import type { Api } from 'grammy';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { withoutNumbers } from './subject.ts';

/** What people are called in messages. Asked of Telegram and kept for as long as this process runs. */
export type People = {
  nameOf(userId: number): Promise<string>;
  /** `tg:4607` as a name, others in words. */
  nameOfActor(actor: string): Promise<string>;
};

export function createPeople(api: Pick<Api, 'getChat'>): People {
  const known = new Map<number, string>();
  const nameOf = async (userId: number): Promise<string> => {
    const name = known.get(userId) ?? (await ask(api, userId));
    if (name === undefined) return fill(texts.login.operator, { userId });
    known.set(userId, name);
    return name;
  };
  return {
    nameOf,
    nameOfActor: async (actor) => {
      const [kind, id = ''] = actor.split(':', 2);
      if (kind === 'tg' && /^\d+$/u.test(id)) return await nameOf(Number(id));
      return kind === 'cli' ? fill(texts.bot.commandLine, { name: withoutNumbers(id) }) : withoutNumbers(actor);
    },
  };
}

async function ask(api: Pick<Api, 'getChat'>, userId: number): Promise<string | undefined> {
  try {
    const chat = await api.getChat(userId);
    const name = 'first_name' in chat ? chat.first_name : undefined;
    return name === undefined || name === '' ? undefined : withoutNumbers(name);
  } catch {
    return undefined;
  }
}
