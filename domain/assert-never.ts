/** Makes a switch over our own unions exhaustive for the compiler; at run time it is unreachable. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
