/** How far from the end somebody may have scrolled and still be taken along. */
const NEAR_PX = 60;

/** Keeps a list at its end, as things are added and as its height changes, unless somebody has scrolled away from there. */
export function stickToEnd(list: HTMLElement): void {
  let isAtEnd = true;
  const follow = (): void => {
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  };
  list.addEventListener('scroll', () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
  });
  new ResizeObserver(follow).observe(list);
  new MutationObserver(follow).observe(list, { childList: true });
}
