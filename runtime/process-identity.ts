import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process and the instant it began: pids are given again, the pair is not. */
export type ProcessIdentity = {
  pid: number;
  /** Opaque; equal for as long as it is the same process. */
  startedAt: string;
};

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: look(process.pid)?.startedAt ?? 'unknown' };
}

/** Who has this pid now; undefined when nobody has, or a process that has ended and waits to be reaped. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const seen = look(pid);
  return seen === undefined ? undefined : { pid, startedAt: seen.startedAt };
}

/** It is there, and may hold files and ports, even if it is just ending. */
export function isAlive(identity: ProcessIdentity): boolean {
  return look(identity.pid)?.startedAt === identity.startedAt;
}

/** It is there and not ending: it can still do something. */
export function isRunning(identity: ProcessIdentity): boolean {
  const seen = look(identity.pid);
  return seen?.startedAt === identity.startedAt && !seen.ending;
}

/** Signals exactly that process; false when it has gone. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false;
  }
}

/** The command line of a process; empty when it cannot be had. */
export function commandLineOf(pid: number): string {
  try {
    switch (process.platform) {
      case 'linux':
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      case 'win32':
        return '';
      default:
        return run('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
    }
  } catch {
    return '';
  }
}

type Seen = { startedAt: string; ending: boolean };

function look(pid: number): Seen | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return undefined;
  }
  try {
    switch (process.platform) {
      case 'linux':
        return lookOnLinux(pid);
      case 'win32':
        return {
          startedAt: run('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]),
          ending: false,
        };
      default:
        return lookByPs(pid);
    }
  } catch {
    return undefined;
  }
}

function lookOnLinux(pid: number): Seen | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // proc(5): the second field is the name in brackets and may hold spaces; 3 is the state, 20 the number of threads,
  // 22 the start in ticks since boot.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, threads, ticks] = [fields[0], fields[17], fields[19]];
  // After a SIGKILL the first thread is a zombie while the others still end, and until then files stay locked and ports
  // taken (seen 2026-11: a restart at once found both). Only the last thread's end is the process's.
  const ended = state === 'X' || (state === 'Z' && Number(threads) <= 1);
  if (ticks === undefined || ended) return undefined;
  // Ticks begin again with each boot, so the boot belongs to the instant.
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { startedAt: `${boot}/${ticks}`, ending: state === 'Z' };
}

function lookByPs(pid: number): Seen | undefined {
  const [state, ...start] = run('ps', ['-o', 'state=,lstart=', '-p', String(pid)]).split(/\s+/);
  return state === undefined || state.startsWith('Z') ? undefined : { startedAt: start.join(' '), ending: false };
}

function run(command: string, args: string[]): string {
  return execFileSync(command, args, {
    encoding: 'utf8',
    timeout: 5_000,
    windowsHide: true,
    // ps writes its times in the reader's language and zone, and two readers must read the same.
    ...(process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' } }),
  }).trim();
}
