/**
 * An RPC error as Telegram wrote it, parsed once.
 * `name` has numbers replaced as in the documentation: `FLOOD_WAIT_33` is `FLOOD_WAIT_X` with `value` 33.
 */
export type TelegramError = { name: string; raw: string; code: number; value?: number };
