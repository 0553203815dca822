import type { Transformer } from 'grammy';

/**
 * A server that does not know `date_time` entities refuses a message with them once, and gets none from then on: the text
 * says the time and its zone anyway.
 */
export function dropUnknownInstants(): Transformer {
  let areKnown = true;
  return async (call, method, payload, signal) => {
    const plain = withoutInstants(payload);
    if (plain === payload) return await call(method, payload, signal);
    if (!areKnown) return await call(method, plain, signal);
    const answer = await call(method, payload, signal);
    if (answer.ok || answer.error_code !== 400 || !/entit/iu.test(answer.description)) return answer;
    areKnown = false;
    return await call(method, plain, signal);
  };
}

/** The same payload where there are none. */
function withoutInstants<Payload extends object>(payload: Payload): Payload {
  if (!('entities' in payload) || !Array.isArray(payload.entities)) return payload;
  const entities: unknown[] = payload.entities.filter((entity: unknown) => !isInstant(entity));
  return entities.length === payload.entities.length ? payload : { ...payload, entities };
}

function isInstant(entity: unknown): boolean {
  return typeof entity === 'object' && entity !== null && 'type' in entity && entity.type === 'date_time';
}
