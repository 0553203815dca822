/** Why no proof of a password was made. A part of its own, because a browser's worker carries it and nothing else. */
export const srp = {
  unsafe:
    "The server's password challenge is not safe: {why}. No proof was made. Check which server TELEGRAM_DC names; with Telegram itself, report it.",
  shortPrime: 'its prime has not 2048 bits',
  wrongGenerator: 'its generator does not fit its prime',
  unsafePrime: 'its prime is not a safe one',
  malformed:
    "The server's password challenge cannot be used: {what}. No proof was made. Try again; if it stays, update Latchkey.",
  nothingLeft: 'srp_B leaves nothing to compute with',
  idNotANumber: 'srp_id is not a number',
  wrongSize: 'srp_B has the wrong size',
  outsideGroup: 'srp_B lies outside of its group',
  notBase64: '{field} is not base64',
};
