import type { Account } from '../accounts/account.ts';
import { TlWriter } from '../tl/tl-writer.ts';

/**
 * `user#` by the first layer that has it, newest first; the fields written here are in all of them.
 * Source: danog/schemas, npm packages `telegram` (158 to 198) and `@mtcute/tl` (179 to 223); gotd at 228.
 */
const userIds = [
  { sinceLayer: 228, id: 0xb1b8cc83 },
  { sinceLayer: 217, id: 0x31774388 },
  { sinceLayer: 200, id: 0x020b1422 },
  { sinceLayer: 196, id: 0x4b46c37e },
  { sinceLayer: 185, id: 0x83314fca },
  { sinceLayer: 167, id: 0x215c4438 },
  { sinceLayer: 166, id: 0xeb602f25 },
  { sinceLayer: 160, id: 0xabb5f120 },
] as const;
const oldestId = 0x8f97c628;

/** A signed-in account's own user, in the layer that the client declared. */
export function userBytes(account: Account, layer: number): Buffer {
  const { user } = account.scenario;
  const id = userIds.find(({ sinceLayer }) => layer >= sinceLayer)?.id ?? oldestId;
  const firstName = user.firstName ?? 'Sandbox';
  const present = (value: unknown, bit: number): number => (value === undefined ? 0 : 1 << bit);
  const flags =
    (1 << 0) | // access_hash
    (1 << 1) | // first_name
    present(user.lastName, 2) |
    present(user.username, 3) |
    (user.phoneHidden ? 0 : 1 << 4) |
    (1 << 10) | // self
    (user.bot ? 1 << 14 : 0);
  const writer = new TlWriter().id(id).int(flags).int(0);
  writer
    .long(BigInt(account.userId))
    .long(BigInt(account.userId) * 31n)
    .string(firstName);
  if (user.lastName !== undefined) writer.string(user.lastName);
  if (user.username !== undefined) writer.string(user.username);
  if (!user.phoneHidden) writer.string(account.phone);
  if (user.bot) writer.int(1); // bot_info_version
  return writer.bytes();
}

/** auth.authorization#2ea2c0d4, the same in layers 158 to 230 but for the user in it. */
export function authorizationBytes(account: Account, layer: number, futureAuthToken?: Buffer): Buffer {
  const writer = new TlWriter().id(0x2ea2c0d4).int(futureAuthToken === undefined ? 0 : 4);
  if (futureAuthToken !== undefined) writer.blob(futureAuthToken);
  return writer.raw(userBytes(account, layer)).bytes();
}
