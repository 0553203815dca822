type Kept = { element: HTMLElement; drawnFrom: string };

const lists = new WeakMap<Element, Map<string, Kept>>();
/** As long as the fading takes in page.css. */
const FADE_MS = 400;

export type KeepListOptions<Item> = {
  key: (item: Item) => string;
  draw: (item: Item) => HTMLElement;
};

/**
 * Makes the children of `parent` those of `items`, in order. What has not changed keeps its element; what has changed is
 * drawn anew and keeps the focus; what is gone fades away.
 */
export function keepList<Item>(parent: Element, items: readonly Item[], { key, draw }: KeepListOptions<Item>): void {
  const kept = lists.get(parent) ?? new Map<string, Kept>();
  lists.set(parent, kept);
  const wanted = new Set(items.map((item) => key(item)));
  for (const [name, { element }] of kept) {
    if (wanted.has(name)) continue;
    kept.delete(name);
    fade(element);
  }
  let before: Element | undefined;
  for (const item of items) {
    const name = key(item);
    const drawnFrom = JSON.stringify(item);
    const known = kept.get(name);
    const element = known?.drawnFrom === drawnFrom ? known.element : draw(item);
    if (known === undefined) insertAfter(parent, before, element);
    else if (known.element !== element) replaceWith(known.element, element);
    kept.set(name, { element, drawnFrom });
    before = element;
  }
}

function insertAfter(parent: Element, before: Element | undefined, element: HTMLElement): void {
  if (before === undefined) parent.prepend(element);
  else before.after(element);
}

/** Buttons that can be focused are told apart by `data-focus`. */
function replaceWith(old: HTMLElement, element: HTMLElement): void {
  const focused = document.activeElement;
  const name = focused instanceof HTMLElement && old.contains(focused) ? focused.dataset['focus'] : undefined;
  element.classList.add('changed');
  old.replaceWith(element);
  if (name === undefined) return;
  element.querySelector<HTMLElement>(`[data-focus="${CSS.escape(name)}"]`)?.focus();
}

function fade(element: HTMLElement): void {
  element.classList.add('gone');
  element.setAttribute('aria-hidden', 'true');
  element.inert = true;
  setTimeout(() => element.remove(), FADE_MS);
}
