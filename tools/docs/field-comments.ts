/**
 * The doc comments of a schema's source by the path of the field that they stand above (`password2fa.password`), so that the
 * reference says what the source says. Told apart by indentation, as the formatter writes it.
 */
export function fieldComments(source: string): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  const path: { indent: number; name: string }[] = [];
  let comment: string[] | undefined;
  for (const line of source.split('\n')) {
    const indent = line.length - line.trimStart().length;
    const text = line.trim();
    const field = /^(\w+)(?::|,$)/.exec(text)?.[1] ?? /^(?:export )?const (\w+) =/.exec(text)?.[1];
    // A form of a union has its comment under the name that tells it apart: action: z.literal('delay').
    const form = /^z\.strictObject\(.*z\.literal\('(\w+)'\)/.exec(text)?.[1];
    if (form !== undefined && comment) comments.set(form, comment.filter(Boolean).join(' '));
    if (text.startsWith('/**') || (comment !== undefined && text.startsWith('*'))) {
      comment = [...(text.startsWith('/**') ? [] : (comment ?? [])), text.replaceAll(/^\/?\*+\/?\s?|\s?\*+\/$/g, '')];
    } else if (field === undefined) {
      comment = undefined;
    } else {
      while ((path.at(-1)?.indent ?? -1) >= indent) path.pop();
      path.push({ indent, name: field });
      if (comment) comments.set(path.map(({ name }) => name).join('.'), comment.filter(Boolean).join(' '));
      comment = undefined;
    }
  }
  return comments;
}
