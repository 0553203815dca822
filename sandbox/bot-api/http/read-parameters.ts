import { badRequest } from '../api-error.ts';

export interface Parameters {
  readonly values: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Of the address and of the body: JSON, a form, or a form in parts. */
export async function readParameters(query: URLSearchParams, contentType: string, body: Buffer): Promise<Parameters> {
  const values: Record<string, unknown> = Object.fromEntries(query);
  const files = new Map<string, Uint8Array>();
  const [type = ''] = contentType.split(';');
  switch (type.trim().toLowerCase()) {
    case 'application/json':
      Object.assign(values, readJson(body));
      break;
    case 'application/x-www-form-urlencoded':
      Object.assign(values, Object.fromEntries(new URLSearchParams(body.toString('utf8'))));
      break;
    case 'multipart/form-data':
      for (const [name, part] of await readParts(contentType, body)) {
        if (typeof part === 'string') values[name] = part;
        else files.set(name, new Uint8Array(await part.arrayBuffer()));
      }
      break;
    default:
  }
  return { values, files };
}

function readJson(body: Buffer): object {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    // null in a field is the same as no field.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
    }
  } catch {
    throw badRequest("can't parse JSON object");
  }
  throw badRequest('object expected as the body');
}

async function readParts(contentType: string, body: Buffer): Promise<FormData> {
  const whole = new Request('http://127.0.0.1/', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: new Uint8Array(body),
  });
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- deprecated for it keeps the body in memory: here it is there, and bounded
    return await whole.formData();
  } catch {
    throw badRequest("can't parse the multipart body");
  }
}
