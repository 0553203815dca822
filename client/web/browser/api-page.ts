import * as texts from '../../texts/texts.ts';
import { el } from './elements.ts';
import type { Page } from './page.ts';

const words = texts.console.apiPage;

/** The OpenAPI document as a page, without anybody else's script. */
export async function showApi(page: Page): Promise<void> {
  const document: unknown = await (await fetch('/openapi.json', { cache: 'no-store' })).json();
  page.main.append(el('p', {}, el('a', { href: '/openapi.json' }, words.document)));
  for (const [path, methods] of entriesOf(at(document, 'paths'))) {
    for (const [method, operation] of entriesOf(methods)) page.main.append(operationOf(method, path, operation));
  }
}

function operationOf(method: string, path: string, operation: unknown): HTMLElement {
  return el(
    'details',
    {},
    el('summary', {}, el('code', {}, `${method.toUpperCase()} ${path}`), ` ${textOf(at(operation, 'summary'))}`),
    ...part(words.parameters, at(operation, 'parameters')),
    ...part(words.takes, at(operation, 'requestBody')),
    ...part(words.answers, at(operation, 'responses')),
  );
}

function part(heading: string, content: unknown): Node[] {
  if (content === undefined) return [];
  const code = el('code', {}, JSON.stringify(content, undefined, 2));
  return [el('h3', {}, heading), el('pre', { tabindex: 0, 'aria-label': heading, role: 'region' }, code)];
}

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : '';
}

function at(content: unknown, name: string): unknown {
  return entriesOf(content).find(([each]) => each === name)?.[1];
}

function entriesOf(content: unknown): [string, unknown][] {
  return typeof content === 'object' && content !== null ? Object.entries(content) : [];
}
