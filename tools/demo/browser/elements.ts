type Child = Node | string | undefined;
type Attributes = Readonly<Record<string, string | boolean | number | undefined>>;

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children. Text is text, never markup. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  fill(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A drawing of one path, 24 units wide and high. */
export function icon(path: string): SVGElement {
  const drawing = document.createElementNS(SVG, 'svg');
  fill(drawing, { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  drawing.append(line);
  return drawing;
}

/** The page's own element of that id. */
export function byId<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.querySelector(`#${id}`);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} #${id}.`);
}

/** Changes a text only where it differs, so that nothing is read out again. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function fill(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
}
