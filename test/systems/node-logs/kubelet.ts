import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Files that a kubelet leaves a container, the one that is written among them. */
const MOST_FILES = 5;

const DAY_SECONDS = 24 * 60 * 60;

/**
 * A node's `/var/log`, changed as containerd and the kubelet change it: lines are appended, a large file is renamed, the
 * one renamed before is packed and removed (kubernetes 1.36, `container_log_manager.go`), and the folder goes with its pod
 * (`kuberuntime_gc.go`). A container is `<namespace>_<pod>_<uid>/<container>`.
 */
export class Kubelet {
  readonly logs = mkdtempSync(join(tmpdir(), 'garam-node-logs-'));
  #rotations = 0;

  constructor() {
    mkdirSync(this.pods);
  }

  get pods(): string {
    return join(this.logs, 'pods');
  }

  get kept(): string {
    return join(this.logs, 'kept');
  }

  write(container: string, line: string, restarts = 0): void {
    const folder = join(this.pods, container);
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, `${restarts}.log`), `${line}\n`);
  }

  /** In the kubelet's order: what is left over, what is too much, what was renamed before, what is written. */
  rotate(container: string, restarts = 0): void {
    const log = join(this.pods, container, `${restarts}.log`);
    const renamed = (): string[] => {
      const names = readdirSync(dirname(log)).sort();
      return names.map(name => join(dirname(log), name)).filter(path => path.startsWith(`${log}.`));
    };
    renamed()
      .slice(0, -(MOST_FILES - 2))
      .forEach(path => unlinkSync(path));
    for (const path of renamed().filter(each => !each.endsWith('.gz'))) {
      writeFileSync(`${path}.tmp`, gzipSync(readFileSync(path)));
      renameSync(`${path}.tmp`, `${path}.gz`);
      unlinkSync(path);
    }
    renameSync(log, `${log}.20261122-${String(100_000 + this.#rotations++)}`);
    writeFileSync(log, '');
  }

  /** The container of a number of restarts is removed, with all its files. */
  removeContainer(container: string, restarts: number): void {
    const folder = join(this.pods, container);
    for (const name of readdirSync(folder).filter(each => each.startsWith(`${restarts}.log`)))
      unlinkSync(join(folder, name));
  }

  removePod(container: string): void {
    rmSync(dirname(join(this.pods, container)), { recursive: true });
  }

  /** Lets days pass since the last line of everything that is kept or written. */
  age(days: number): void {
    const all = [...filesBelow(this.kept), ...filesBelow(this.pods)];
    // A file of two names is one file.
    for (const path of new Map(all.map(each => [statSync(each).ino, each])).values()) {
      const at = statSync(path).mtimeMs / 1000 - days * DAY_SECONDS;
      utimesSync(path, at, at);
    }
  }

  /** Kept files, from the folder of their pods on. */
  keptFiles(): readonly string[] {
    return filesBelow(this.kept).map(path => path.slice(this.kept.length + 1));
  }

  /** Every kept line, in alphabetical order. */
  keptLines(): readonly string[] {
    return filesBelow(this.kept)
      .map(path => (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString())
      .flatMap(text => text.split('\n').filter(Boolean))
      .sort();
  }

  /** All that a look could change: names, inodes, links, and the time of the last change of each. */
  state(): readonly string[] {
    const below = (folder: string): string[] =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name));
    return [this.kept, ...below(this.kept), ...below(this.pods)].sort().map(path => {
      const { ino, nlink, ctimeMs } = statSync(path);
      return `${path} ${ino} ${nlink} ${ctimeMs}`;
    });
  }

  remove(): void {
    rmSync(this.logs, { recursive: true, force: true });
  }
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
    .sort();
}
