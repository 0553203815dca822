import { ControlError } from '../../control/control-error.ts';
import { DriverError } from '../driver-error.ts';
import type { BotApi } from '../start-bot-api.ts';
import type { BotRoute } from './bot-route.ts';
import { botRoutes } from './bot-routes.ts';

/** Does what a request under /bot asks for. */
export async function routeBot(
  api: BotApi | undefined,
  { method, url, body }: { readonly method: string; readonly url: URL; readonly body: unknown },
): Promise<unknown> {
  const { route, numbers } = find(method, url.pathname);
  if (api === undefined) throw new ControlError('No Bot API runs here. Start the sandbox with --bot-api PORT.', 404);
  try {
    return await route.run(api, numbers, route.query ? Object.fromEntries(url.searchParams) : body);
  } catch (error) {
    if (error instanceof DriverError) throw new ControlError(error.message);
    throw error;
  }
}

function find(method: string, path: string): { route: BotRoute; numbers: Record<string, number> } {
  const asked = path.split('/').filter((part) => part !== '');
  for (const [name, route] of Object.entries(botRoutes)) {
    const [verb, ...parts] = name.split(/ \/|\//);
    const pairs = parts.map((part, at) => [part, asked[at] ?? ''] as const);
    const isIt = parts.length === asked.length && pairs.every(([part, given]) => fits(part, given));
    if (verb !== method || !isIt) continue;
    const numbers: Record<string, number> = {};
    for (const [part, given] of pairs) if (isNumber(part)) numbers[part.toLowerCase()] = Number(given);
    return { route, numbers };
  }
  throw new ControlError(`No request ${method} ${path}. GET / lists all; chats, people and messages are numbers.`, 404);
}

function fits(part: string, given: string): boolean {
  return isNumber(part) ? /^-?\d{1,15}$/.test(given) : part === given;
}

function isNumber(part: string): boolean {
  return /^[A-Z]+$/.test(part);
}
