const WINDOW_BITS = 5;
const WINDOW_MASK = (1n << BigInt(WINDOW_BITS)) - 1n;

/** `base ** exponent % modulus`, by windows of five bits. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n % modulus];
  for (let i = 1; i < 2 ** WINDOW_BITS; i++) powers.push(((powers[i - 1] ?? 1n) * base) % modulus);
  const windows = windowsOf(exponent);
  let result = 1n % modulus;
  for (const window of windows.toReversed()) {
    for (let bit = 0; bit < WINDOW_BITS; bit++) result = (result * result) % modulus;
    if (window !== 0) result = (result * (powers[window] ?? 1n)) % modulus;
  }
  return result;
}

/** The exponent in digits of five bits, lowest first. */
function windowsOf(exponent: bigint): number[] {
  const windows: number[] = [];
  for (let rest = exponent; rest > 0n; rest >>= BigInt(WINDOW_BITS)) windows.push(Number(rest & WINDOW_MASK));
  return windows;
}
