import { Api } from 'telegram/tl/index.js';

/** updateShort with a popup for the account's owner; the same in layers 158 to 230. */
export function serviceNotification(message: string, nowMs: number): Buffer {
  const update = new Api.UpdateServiceNotification({
    popup: true,
    type: 'SANDBOX',
    message,
    media: new Api.MessageMediaEmpty(),
    entities: [],
  });
  return new Api.UpdateShort({ update, date: Math.floor(nowMs / 1000) }).getBytes();
}
