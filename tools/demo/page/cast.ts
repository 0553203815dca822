/** Who plays on the page, besides the account. */
export const OPERATOR = { id: 4607, firstName: 'Ana', username: 'ana' } as const;
export const BOT = { id: 70_460_701, firstName: 'Latchkey', username: 'latchkey_demo_bot' } as const;
/** Of the shape that @BotFather gives out; this server knows no other. */
export const BOT_TOKEN = `${BOT.id}:made-up-for-the-demo-and-good-nowhere`;
