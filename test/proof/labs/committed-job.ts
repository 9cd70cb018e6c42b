import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { valueAt } from '../../../src/gates/schema/json-path';
import { named, realModel } from '../../real-model';
import { PROMTOOL } from '../alerts/promtool';

type Data = Readonly<Record<string, string>>;

/** Files of a ConfigMap as they are committed. */
export function filesOf(configMap: string): Data {
  const found = realModel().manifests.find(named('learn', `ConfigMap/labs/${configMap}`));
  if (!found) throw new Error(`learn has no ConfigMap ${configMap}`);
  return valueAt(found.object, ['data']) as Data;
}

/** Writes files into a folder. @returns the folder */
export function written(folder: string, files: Data): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o755 });
  return folder;
}

/** A `promtool` that asks as of a second since 1970, whatever the clock says: programs find it in the folder. */
export function promtoolAt(folder: string, second: number): string {
  const text = `#!/bin/sh\nshift 2\nexec '${PROMTOOL}' query instant --time=${second} "$@"\n`;
  return written(folder, { promtool: text });
}

/** How a script ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the committed command of a lab's Job with its own environment, but for what is given. */
export function verified(
  lab: string,
  given: { readonly path: string; readonly scripts: string; readonly env: Data },
): Promise<Ended> {
  const job = realModel().manifests.find(named('learn', `CronJob/labs/${lab}`));
  const way = ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0];
  const value = (step: string): unknown => valueAt(job?.object, [...way, step]);
  const own = Object.fromEntries(
    (value('env') as readonly { name: string; value: string }[]).map(each => [each.name, each.value]),
  );
  const [program = '', script = ''] = value('command') as readonly string[];
  const env = { ...own, ...given.env, PATH: `${given.path}:/usr/bin:/bin` };
  const args = [script.replace(/^\/scripts/, given.scripts)];
  return new Promise(resolve => {
    const child = execFile(program, args, { env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}
