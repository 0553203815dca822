import { z } from 'zod';

type Json = z.core.JSONSchema.JSONSchema;

/** A table of a schema's fields: what each takes, its default, how it is described. */
export function schemaTable(schema: z.ZodType): string {
  return tableOf(z.toJSONSchema(schema, { io: 'input' }));
}

/** One heading and table for each form of a union, told apart by `tag`. */
export function unionTables(schema: z.ZodType, tag: string): string {
  const { oneOf, anyOf } = z.toJSONSchema(schema, { io: 'input' });
  const forms = (oneOf ?? anyOf ?? []).map((form) => {
    const { [tag]: name, ...properties } = form.properties ?? {};
    const title = typeof name === 'object' ? String(name.const) : '';
    return { title, about: form.description, rows: rowsOf({ ...form, properties }, '') };
  });
  // Fields that all forms share stand once.
  const [first] = forms;
  const shared = first?.rows.filter((row) => forms.every(({ rows }) => rows.includes(row))) ?? [];
  const own = forms.map(({ title, about, rows }) => ({
    title,
    about,
    rows: rows.filter((row) => !shared.includes(row)),
  }));
  return [
    shared.length === 0
      ? `Every one takes \`${tag}\`, its name.`
      : `Every one takes \`${tag}\`, its name, and:\n\n${table(shared)}`,
    ...own.map(({ title, about, rows }) => {
      const fields = rows.length === 0 ? [] : [table(rows)];
      return [`### ${title}`, ...(about === undefined ? [] : [about]), ...fields].join('\n\n');
    }),
  ].join('\n\n');
}

/** A table of the values of a field and what they mean: its `x-meanings` in the schema. */
export function meaningsTable(schema: z.ZodType): string {
  const { 'x-meanings': meanings } = z.toJSONSchema(schema);
  const rows = Object.entries(z.record(z.string(), z.string()).parse(meanings));
  return ['| value | meaning |', '| --- | --- |', ...rows.map(([name, text]) => `| \`${name}\` | ${text} |`)].join(
    '\n',
  );
}

function tableOf(json: Json): string {
  return table(rowsOf(json, ''));
}

function table(rows: readonly string[]): string {
  return ['| field | takes | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function rowsOf(json: Json, prefix: string): string[] {
  return Object.entries(json.properties ?? {}).flatMap(([name, field]) => {
    if (typeof field !== 'object') return [];
    const path = `${prefix}${name}`;
    const needed = json.required?.includes(name) === true;
    const inner = field.type === 'array' && isOne(field.items) ? { json: field.items, at: `${path}[].` } : undefined;
    const nested = inner ?? { json: field, at: `${path}.` };
    return [
      `| \`${path}\` | ${takes(field)} | ${shownDefault(field, needed)} | ${(field.description ?? '').replaceAll('|', '\\|')} |`,
      ...rowsOf(nested.json, nested.at),
    ];
  });
}

function isOne(items: Json['items']): items is Json {
  return typeof items === 'object' && !Array.isArray(items);
}

function shownDefault({ default: value }: Json, needed: boolean): string {
  if (needed) return 'needed';
  return value === undefined ? '' : `\`${JSON.stringify(value)}\``;
}

function takes(json: Json): string {
  const { type, enum: values, const: only, anyOf, oneOf, minimum, exclusiveMinimum, maximum, pattern } = json;
  if (only !== undefined) return `\`${JSON.stringify(only)}\``;
  if (values) return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
  if (anyOf) return anyOf.map((one) => takes(one)).join(' or ');
  if (oneOf) return 'one of several forms';
  const least = exclusiveMinimum === undefined ? minimum : `above ${exclusiveMinimum}`;
  const bounded = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  switch (type) {
    case 'integer':
    case 'number': {
      const low =
        least === undefined || least === Number.MIN_SAFE_INTEGER
          ? ''
          : ` ${typeof least === 'number' ? `from ${least}` : least}`;
      return `${type}${low}${bounded ? ` to ${maximum}` : ''}`;
    }
    case 'array':
      return isOne(json.items) ? `list of ${json.items.oneOf ? 'the forms below' : takes(json.items)}` : 'list';
    case 'object':
      return json.properties ? 'object' : 'object of names and values';
    case undefined:
      return 'anything';
    default:
      return pattern === undefined ? String(type) : `${String(type)} like \`${pattern.replaceAll('|', '\\|')}\``;
  }
}
