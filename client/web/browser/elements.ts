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
  fillIn(element, attributes, children);
  return element;
}

export function svg(name: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, name);
  fillIn(element, attributes, children);
  return element;
}

/** A button that does something and waits for it: pressed twice, it does it once. */
export function button(text: string, attributes: Attributes, act: () => Promise<void>): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, text);
  made.addEventListener('click', () => {
    if (made.getAttribute('aria-disabled') === 'true') return;
    made.setAttribute('aria-disabled', 'true');
    void act().finally(() => made.removeAttribute('aria-disabled'));
  });
  return made;
}

/** Changes a text only where it differs, so that nothing is read out again. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function fillIn(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
}
