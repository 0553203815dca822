const colours: Readonly<Record<string, string>> = {
  fatal: '\u001b[31m',
  error: '\u001b[31m',
  warn: '\u001b[33m',
  debug: '\u001b[2m',
  trace: '\u001b[2m',
};
const plain = '\u001b[0m';
const leftOut = new Set(['time', 'level', 'msg', 'name', 'pid', 'err', 'error']);

/** One log entry as a person at a terminal reads it: `17:27:15 warn  worker  what happened  field=value`. */
export function shortLine(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return String(entry);
  const fields = new Map<string, unknown>(Object.entries(entry));
  const text = (name: string): string => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : '';
  };
  const level = text('level');
  const rest = [...fields].filter(([name]) => !leftOut.has(name)).map(([name, value]) => `${name}=${shown(value)}`);
  const parts = [text('time').slice(11, 19), level.padEnd(5), text('name'), text('msg'), ...rest].filter(
    (part) => part !== '',
  );
  const line = `${colours[level] ?? ''}${parts.join(' ')}${colours[level] === undefined ? '' : plain}`;
  const stack = stackOf(fields.get('err') ?? fields.get('error'));
  return stack === undefined ? line : `${line}\n${stack}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function stackOf(error: unknown): string | undefined {
  if (typeof error === 'string') return `  ${error}`;
  if (typeof error !== 'object' || error === null) return undefined;
  const text = 'stack' in error ? error.stack : 'message' in error ? error.message : undefined;
  const cause = 'cause' in error ? stackOf(error.cause) : undefined;
  const own = typeof text === 'string' ? text.replaceAll(/^/gm, '  ') : undefined;
  return cause === undefined ? own : `${own ?? ''}\n  caused by:\n${cause}`;
}
