import { LEAST_ROWS } from './terminal.ts';

/** A terminal as far as the board needs it: `process.stdout`. */
type Terminal = {
  rows: number;
  columns: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
};

const EVERY_MS = 200;
const escape = '\u001b';
const saveCursor = `${escape}7`;
const restoreCursor = `${escape}8`;
const wholeScreen = `${escape}[r`;

/**
 * Lines that stay at the top of the terminal while everything else scrolls below them: the terminal scrolls a region
 * (DECSTBM), so what prints and prompts there need not know of the board.
 */
export class Board {
  readonly #terminal: Terminal;
  readonly #lines: () => readonly string[];
  readonly #height: number;
  #timer: NodeJS.Timeout | undefined;
  #size = '';
  #drawn = '';

  /** `lines` are asked for several times a second; they may be longer than the terminal is wide. */
  constructor(terminal: Terminal, lines: () => readonly string[]) {
    this.#terminal = terminal;
    this.#lines = lines;
    this.#height = lines().length + 1;
  }

  open(): void {
    const { rows } = this.#terminal;
    // What stood there goes up into the terminal's memory.
    this.#terminal.write('\n'.repeat(rows));
    this.#fit();
    this.#terminal.write(`${escape}[${this.#height + 1};1H`);
    this.#terminal.on('resize', this.#fit);
    this.#timer = setInterval(() => this.#draw(), EVERY_MS);
  }

  close(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#terminal.off('resize', this.#fit);
    this.#terminal.write(`${saveCursor}${wholeScreen}${restoreCursor}`);
  }

  /** Prompts say "resize" each second in order to be drawn; only a size that has changed counts. */
  readonly #fit = (): void => {
    const { rows, columns } = this.#terminal;
    const size = `${rows}x${columns}`;
    if (size === this.#size) return;
    this.#size = size;
    this.#drawn = '';
    const region = this.#hasRoom() ? `${escape}[${this.#height + 1};${rows}r` : wholeScreen;
    // Setting the region moves the cursor.
    this.#terminal.write(`${saveCursor}${region}${restoreCursor}`);
    this.#draw();
  };

  #draw(): void {
    if (!this.#hasRoom()) return;
    const { columns } = this.#terminal;
    const lines = [...this.#lines().map((line) => fitted(line, columns)), '─'.repeat(columns - 1)];
    const text = lines.map((line, index) => `${escape}[${index + 1};1H${escape}[2K${line}`).join('');
    if (text === this.#drawn) return;
    this.#drawn = text;
    this.#terminal.write(`${saveCursor}${text}${restoreCursor}`);
  }

  #hasRoom(): boolean {
    return this.#terminal.rows >= LEAST_ROWS;
  }
}

/** Its last column stays free: some terminals wrap when it is written. */
function fitted(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, Math.max(0, columns - 2))}…`;
}
