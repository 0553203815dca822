/** GramJS gives `undefined` or `null` for a field whose flag is not set, whatever its types say. */
export function isPresent<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null;
}
