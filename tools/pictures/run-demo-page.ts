import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../demo/main.ts', import.meta.url));

export type DemoPage = {
  url: string;
  /** Ctrl-C; settles with the exit code. */
  stop(): Promise<number | null>;
};

/** The demo as a process of its own, with its page served and no browser opened. */
export async function runDemoPage(env: NodeJS.ProcessEnv): Promise<DemoPage> {
  const child = spawn(process.execPath, [entry, '--no-open'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit').then(() => child.exitCode);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    const [, url] = /^Open (\S+)$/mu.exec(said) ?? [];
    if (url !== undefined) resolve(url);
  });
  void exited.then((code) =>
    reject(new Error(`The demo ended with ${String(code)} before its page was served: ${said}`)),
  );
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT');
    return exited;
  };
  return { url: await promise, stop };
}
