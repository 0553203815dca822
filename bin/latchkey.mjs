#!/usr/bin/env node
// Plain JavaScript, for it runs on whatever Node the shell finds. Latchkey itself needs Node 24: where the shell's is older,
// the `node` package of the project runs it.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { env as inherited } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = 24;
/** The commands that run for long. */
const SERVICES = new Set(['start', 'worker', 'web']);
/** A script of npm that begins with this command, and sends nothing to the background. */
const WAITS_FOR_LATCHKEY = /^(\w+=\S* )*(node )?['"]?(\S*\/)?latchkey(\.mjs)?['"]?(\s([^&]|&&|>&)*)?$/;
const here = dirname(fileURLToPath(import.meta.url));
// In a checkout the sources run as they are; a built package has dist/ alone.
const entry = [join(here, 'latchkey.ts'), join(here, '..', 'dist', 'bin', 'latchkey.js')].find((file) =>
  existsSync(file),
);

if (entry === undefined) {
  fail('Latchkey is not built. Run "npm run build" in its folder.');
} else if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
  replaceWith(environment());
  whenNpmEnds(() => process.kill(process.pid, 'SIGTERM'));
  await import(pathToFileURL(entry).href);
} else {
  const node = nodeOfProject();
  if (node === undefined) {
    fail(
      `Latchkey needs Node ${NEEDED} or newer, and this is ${process.versions.node}. ` +
        `Install Node ${NEEDED}, or run "npm ci" in Latchkey's folder, which brings it along.`,
    );
  } else {
    runWith(node, entry);
  }
}

function nodeOfProject() {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    return [join(folder, 'bin', 'node'), join(folder, 'bin', 'node.exe')].find((file) => existsSync(file));
  } catch {
    return undefined;
  }
}

function runWith(node, file) {
  const child = spawn(
    node,
    ['--import', import.meta.resolve('./end-with-launcher.mjs'), file, ...process.argv.slice(2)],
    {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: environment(),
    },
  );
  // A terminal sends SIGINT to the whole group; without one it reaches this process alone, as the others do.
  const inTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  process.on('SIGINT', () => {
    if (!inTerminal) child.kill('SIGINT');
  });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenNpmEnds(() => child.kill('SIGTERM'));
  child.on('error', (error) =>
    fail(`Node of the project cannot be started (${error.message}). Run "npm ci" in Latchkey's folder.`),
  );
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/**
 * What glibc's allocator is told, for it reads its settings once, when a process begins. Left alone it raises its threshold
 * for giving memory back whenever a large piece is freed, and a worker that serves thousands keeps what it once needed
 * (docs/bench.md). Settings of the user's own stay; other systems do not know these.
 */
function environment() {
  if (process.platform !== 'linux' || !SERVICES.has(process.argv[2] ?? '')) return inherited;
  const settings = JSON.parse(readFileSync(join(here, 'malloc-settings.json'), 'utf8'));
  return { ...settings, ...inherited };
}

/**
 * The same process begins again, with the environment that it needs; where that cannot be, it goes on as it is. A failing
 * execve ends the process (Node throws only since its pull request 62878), so what would fail is looked at before. Started
 * through a dynamic loader (`ld-linux-x86-64.so.2 node …`) a process has the loader as its program.
 */
function replaceWith(env) {
  if (Object.keys(env).length === Object.keys(inherited).length) return;
  if (process.execve === undefined || process.channel !== undefined) return;
  if (/^ld\b.*\.so/.test(basename(process.execPath))) return;
  try {
    accessSync(process.execPath, constants.X_OK);
    process.execve(process.execPath, [process.execPath, ...process.execArgv, ...process.argv.slice(1)], env);
  } catch {
    // An upgrade may have taken the program away.
  }
}

/**
 * npx and npm run put a shell between themselves and their command. They pass SIGTERM on to that shell, which ends and passes
 * nothing on; other signals end npm alone (seen 2026-11: npm 10 and 11 with dash). Either leaves the command behind. Asked
 * only where npm's script is this command and waits for it, for a script may well leave a service behind
 * (`latchkey sandbox &`).
 */
function whenNpmEnds(act) {
  const { npm_config_user_agent: agent, npm_lifecycle_script: script } = inherited;
  if (!agent?.startsWith('npm/') || !WAITS_FOR_LATCHKEY.test(script ?? '')) return;
  const parent = process.ppid;
  const ended = () => process.ppid !== parent || !npmAbove(parent);
  // It may have ended while this program was loaded.
  if (ended()) return act();
  const timer = setInterval(() => {
    if (!ended()) return;
    clearInterval(timer);
    act();
  }, 100);
  timer.unref();
}

/** Whether npm is among the processes from `pid` upwards; also where nobody says so: without /proc, or with a part of it hidden. */
function npmAbove(pid) {
  try {
    // proc_pid_stat(5): pid, name in brackets, state, parent. npm names itself after what it does: "npm run sandbox".
    const [, name, parent] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    if (name.startsWith('npm')) return true;
    return parent !== '0' && npmAbove(parent);
  } catch {
    return true;
  }
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
