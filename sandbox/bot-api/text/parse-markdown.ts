import { badRequest } from '../api-error.ts';
import type { FormattedText } from '../state/message.ts';
import type { Entity } from './entity.ts';
import { linkEntity, timeEntity } from './mark-entity.ts';
import type { TextRules } from './mark-entity.ts';

interface Open {
  readonly name: string;
  readonly mark: string;
  readonly offset: number;
  readonly at: number;
  readonly language?: string;
}

const types: Readonly<Record<string, readonly [name: string, type: string]>> = {
  __: ['Underline', 'underline'],
  '||': ['Spoiler', 'spoiler'],
  '*': ['Bold', 'bold'],
  _: ['Italic', 'italic'],
  '~': ['Strikethrough', 'strikethrough'],
  '```': ['Pre', 'pre'],
  '`': ['Code', 'code'],
};
/** Longer ones first. */
const marks = ['```', '__', '||', '*', '_', '~', '`'];

/** `parse_mode` MarkdownV2, with the refusals of Telegram's parser. */
export function parseMarkdown(source: string, rules: TextRules): FormattedText {
  return new MarkdownParser(source, rules).parse();
}

class MarkdownParser {
  private readonly source: string;
  private readonly rules: TextRules;
  private readonly open: Open[] = [];
  private readonly entities: Entity[] = [];
  private text = '';
  private at = 0;
  private quoteOffset: number | undefined;

  constructor(source: string, rules: TextRules) {
    this.source = source;
    this.rules = rules;
  }

  parse(): FormattedText {
    while (this.at < this.source.length) this.step();
    this.endQuote('blockquote');
    const unclosed = this.open.at(-1);
    if (unclosed)
      throw failed(`Can't find end of ${unclosed.name} entity at byte offset ${this.byteOffset(unclosed.at)}`);
    const inOrder = this.entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
    return { text: this.text, entities: inOrder };
  }

  private step(): void {
    const { source, at } = this;
    const character = source.charAt(at);
    const next = source.charCodeAt(at + 1);
    const top = this.open.at(-1);
    if (character === '\\' && next > 0 && next < 127) this.copy(source.charAt(at + 1), 2);
    else if (top && this.isEnd(top)) this.end(top);
    else if (top?.mark === '`' || top?.mark === '```') this.copy(character, 1);
    else if (character === '\n') this.newLine();
    else if (character === '>' && (this.text === '' || this.text.endsWith('\n'))) this.quote();
    else if (this.quoteOffset !== undefined && /^\|\|(\n|$)/.test(source.slice(at, at + 3))) this.endExpandable();
    else this.mark(character);
  }

  /** Where `__` could end an italic or begin an underline, it is the underline's. */
  private isEnd({ mark }: Open): boolean {
    const { source, at } = this;
    return source.startsWith(mark, at) && !(mark === '_' && source.startsWith('__', at));
  }

  private mark(character: string): void {
    const { source, at } = this;
    const isLink = character === '[' || source.startsWith('![', at);
    const mark = isLink ? ']' : marks.find((one) => source.startsWith(one, at));
    if (mark !== undefined) {
      this.begin(mark, isLink ? source.indexOf('[', at) + 1 - at : mark.length, types[mark]?.[0] ?? 'Link');
    } else if ('>#+-=|{}.!()]'.includes(character)) {
      throw failed(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
    } else {
      this.copy(character, 1);
    }
  }

  private copy(text: string, taken: number): void {
    this.text += text;
    this.at += taken;
  }

  private begin(mark: string, taken: number, name: string): void {
    const at = this.at;
    this.at += taken;
    const language = mark === '```' ? /^([\w+#.-]+)\n/.exec(this.source.slice(this.at))?.[1] : undefined;
    if (language !== undefined) this.at += language.length;
    if (mark === '```' && this.source[this.at] === '\n') this.at += 1;
    this.open.push({ name, mark, at, offset: this.text.length, ...(language === undefined ? {} : { language }) });
  }

  private end({ mark, at, offset, language }: Open): void {
    this.open.pop();
    this.at += mark.length;
    const length = this.text.length - offset;
    const found = mark === ']' ? this.link(at, offset) : { type: types[mark]?.[1] ?? '' };
    if (length === 0 || found === undefined) return;
    this.entities.push({ ...found, ...(language === undefined ? {} : { language }), offset, length });
  }

  /** What follows the words in brackets: an address in parentheses; without one the words are the address. */
  private link(at: number, offset: number): Omit<Entity, 'offset' | 'length'> | undefined {
    const [whole, raw] = /^\(((?:\\[^]|[^)\\])*)\)/.exec(this.source.slice(this.at)) ?? [];
    const isPicture = this.source[at] === '!';
    if (raw === undefined && this.source[this.at] === '(') {
      throw failed(`Can't find end of a URL at byte offset ${this.byteOffset(this.at)}`);
    }
    this.at += whole?.length ?? 0;
    const address = raw?.replaceAll(/\\([^])/g, '$1') ?? this.text.slice(offset);
    if (!isPicture) return linkEntity(address, this.rules);
    const url = URL.parse(address);
    const isTime = url?.protocol === 'tg:' && url.host === 'time' && this.rules.apiVersion >= 9.5;
    if (isTime) return timeEntity(url.searchParams.get('unix') ?? '', url.searchParams.get('format') ?? '');
    if (url?.protocol === 'tg:' && url.host === 'emoji') {
      return { type: 'custom_emoji', custom_emoji_id: url.searchParams.get('id') ?? '' };
    }
    throw failed('Custom emoji entity must contain a tg://emoji URL');
  }

  private newLine(): void {
    if (this.source[this.at + 1] !== '>') this.endQuote('blockquote');
    this.copy('\n', 1);
  }

  private endExpandable(): void {
    this.at += 2;
    this.endQuote('expandable_blockquote');
  }

  private quote(): void {
    this.at += 1;
    this.quoteOffset ??= this.text.length;
  }

  private endQuote(type: string): void {
    const offset = this.quoteOffset;
    this.quoteOffset = undefined;
    const length = this.text.length - (offset ?? 0);
    if (offset !== undefined && length > 0) this.entities.push({ type, offset, length });
  }

  private byteOffset(at: number): number {
    return Buffer.byteLength(this.source.slice(0, at));
  }
}

function failed(why: string): Error {
  return badRequest(`can't parse entities: ${why}`);
}
