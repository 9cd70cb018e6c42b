import { join } from 'node:path';
import { attempt, unless } from './file-system';
import { isDead, ownName, pidOf } from './process-name';
import type { Workplace } from './workplace';
import { WriteError } from './write-error';

/*
 * The lock is the folder .garam/lock with one file in it, named after the process that holds it. Three facts of
 * rename(2) and unlink(2) make it safe without a daemon:
 * - a folder renamed onto `lock` takes its place only where `lock` is absent or empty: one contender wins;
 * - a dead holder is thrown out by removing the file that bears its name, which can never hit its successor;
 * - a holder whose process ended, or whose number another process bears now, is dead, also after kill -9.
 * It orders the processes of one machine (of one PID namespace), one thread each.
 */

/** Milliseconds between two tries. */
const PAUSE = 10;

/**
 * Runs the call while no other process of this machine does the same in this repository.
 * @param wait milliseconds to wait for another run
 * @throws WriteError naming the holder's process, when the time is up
 */
export function locked<T>(place: Workplace, wait: number, call: () => T): T {
  place.open();
  const me = ownName(place.fs);
  acquire(place, me, wait);
  try {
    attempt(() => sweep(place));
    return call();
  } finally {
    attempt(() => release(place, me));
  }
}

function acquire(place: Workplace, me: string, wait: number): void {
  const ticket = `${place.lock}-${me}`;
  const end = performance.now() + wait;
  try {
    place.discard(ticket);
    place.createFolder(ticket);
    place.createFile(join(ticket, me), '');
    while (!taken(place, ticket)) {
      const holders = evictDead(place);
      if (holders.length === 0) continue;
      if (performance.now() > end) throw busy(holders, wait);
      sleep(PAUSE);
    }
  } catch (error) {
    attempt(() => place.discard(ticket));
    throw error;
  }
}

/** Tries to become the holder. */
function taken({ fs, lock }: Workplace, ticket: string): boolean {
  const take = (): boolean => (fs.rename(ticket, lock), true);
  return unless(['ENOTEMPTY', 'EEXIST'], take, false);
}

/** Removes holders that are dead, and names the living. */
function evictDead({ fs, lock }: Workplace): readonly string[] {
  const names = unless(['ENOENT'], () => fs.list(lock), []).map(({ name }) => name);
  const dead = names.filter(name => isDead(fs, name));
  dead.forEach(name => unless(['ENOENT'], () => fs.removeFile(join(lock, name)), undefined));
  return names.filter(name => !dead.includes(name));
}

function release({ fs, lock }: Workplace, me: string): void {
  fs.removeFile(join(lock, me));
  fs.removeFolder(lock); // Fails where the next holder is in already.
}

/** Removes the tickets of processes that died while they waited. */
function sweep(place: Workplace): void {
  const prefix = 'lock-';
  for (const { name } of place.fs.list(place.folder))
    if (name.startsWith(prefix) && isDead(place.fs, name.slice(prefix.length))) place.discard(join(place.folder, name));
}

function busy(holders: readonly string[], wait: number): WriteError {
  return new WriteError({
    message: `another run of garam is writing here (process ${holders.map(pidOf).join(', ')})`,
    where: '.garam/lock',
    expected: `one run at a time; waited ${wait / 1000} s`,
    mend: 'let it end, or stop it, and run again',
  });
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
