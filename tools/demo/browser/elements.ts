import { svg } from '../../../client/web/browser/elements.ts';

/** A drawing of one path, 24 units wide and high. */
export function icon(path: string): SVGElement {
  return svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: path }));
}

/** The page's own element of that id. */
export function byId<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.querySelector(`#${id}`);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} #${id}.`);
}
