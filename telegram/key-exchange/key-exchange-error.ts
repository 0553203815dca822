/** What in a data centre's answer is not as the specification wants it. */
export type KeyExchangeFault =
  | 'UNKNOWN_SERVER_KEY'
  | 'UNEXPECTED_ANSWER'
  | 'WRONG_NONCE'
  | 'PQ_NOT_TWO_PRIMES'
  | 'SERVER_DH_PARAMS_FAIL'
  | 'WRONG_ANSWER_HASH'
  | 'PRIME_NOT_SAFE'
  | 'GENERATOR_NOT_FIT'
  | 'PUBLIC_VALUE_OUT_OF_RANGE'
  | 'WRONG_NEW_NONCE_HASH'
  | 'DH_GEN_FAIL'
  | 'TOO_MANY_RETRIES';

/** Faults after which an honest data centre may well do better on another connection. */
const passing: readonly KeyExchangeFault[] = ['DH_GEN_FAIL', 'TOO_MANY_RETRIES', 'SERVER_DH_PARAMS_FAIL'];

/** No key was made. The message is what happened, a part of a sentence. */
export class KeyExchangeError extends Error {
  override readonly name = 'KeyExchangeError';
  readonly fault: KeyExchangeFault;

  constructor(fault: KeyExchangeFault, message: string) {
    super(message);
    this.fault = fault;
  }

  /** Whether trying again is of use: not where the answer was forged or the key is another. */
  get mayPass(): boolean {
    return passing.includes(this.fault);
  }
}
