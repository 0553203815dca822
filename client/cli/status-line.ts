/** One line that is rewritten while something is under way, on a terminal only. */
export function statusLine(stream: { write(text: string): unknown }, text: () => string): { stop: () => void } {
  const begun = performance.now();
  const draw = (): void => {
    const seconds = Math.floor((performance.now() - begun) / 1_000);
    stream.write(`\r\u001b[2K${text()} …${seconds > 1 ? ` ${seconds} s` : ''}`);
  };
  draw();
  const timer = setInterval(draw, 1_000);
  return {
    stop: () => {
      clearInterval(timer);
      stream.write('\r\u001b[2K');
    },
  };
}
