/** The inbox above, a view and its prompt below. */
export const LEAST_ROWS = 20;
const USUAL = { rows: 24, columns: 80 };

/** Why nobody can play here, in one sentence. */
export function terminalTrouble(): string | undefined {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) {
    return 'The demo is played at a terminal, and this is none: run "npm run demo -- --auto" to watch it without a person.';
  }
  // Some pseudo-terminals have no size; prompts cannot be drawn on zero columns.
  if (stdout.columns === 0) stdout.columns = USUAL.columns;
  if (stdout.rows === 0) stdout.rows = USUAL.rows;
  if (stdout.rows < LEAST_ROWS) {
    return `The demo needs ${LEAST_ROWS} rows, and this terminal has ${stdout.rows}: make it taller, or run "npm run demo -- --auto".`;
  }
  return undefined;
}

/** However a prompt was left: the cursor shows, and the terminal takes lines again. */
export function resetTerminal(): void {
  try {
    process.stdin.setRawMode(false);
    process.stdout.write('\u001b[?25h');
  } catch {
    // The window was closed: there is no terminal any more.
  }
}
