/** Puts values where the text has their names in braces. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? ''));
}
