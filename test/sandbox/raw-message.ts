import { Api } from 'telegram/tl/index.js';

/** msg_id, seq_no, length, body: what an encrypted packet or a container holds. */
export function rawMessage(message: { msgId: bigint; seqNo: number; body: Buffer }): Buffer {
  const head = Buffer.alloc(16);
  head.writeBigInt64LE(message.msgId);
  head.writeInt32LE(message.seqNo, 8);
  head.writeInt32LE(message.body.length, 12);
  return Buffer.concat([head, message.body]);
}

/** With invokeWithLayer and initConnection, as a client's first call. */
export function wrapped(query: Buffer, layer = 198): Buffer {
  return new Api.InvokeWithLayer({
    layer,
    query: new Api.InitConnection({
      apiId: 1,
      deviceModel: 'test',
      systemVersion: '1',
      appVersion: '1',
      systemLangCode: 'en',
      langPack: '',
      langCode: 'en',
      query: Object.assign(new Api.help.GetConfig(), { getBytes: () => query }),
    }),
  }).getBytes();
}
