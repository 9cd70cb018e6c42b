import { basename, dirname } from 'node:path';
import { committedDist, committedRoot, type CommittedObject } from '../committed-objects';
import type { OperationLog } from './operation-log';
import { outOfOrder, syncOrder } from './sync-order';

/** Applications below root, in the order in which they are synced. */
export function childrenOf(environment: string): readonly string[] {
  return [...new Set(committedDist(environment).map(({ path }) => applicationOf(path)))];
}

/** What root and its Applications did other than in the order of the declared waves, and what they left out. */
export function disorder(log: OperationLog, environment: string): readonly string[] {
  const dist = committedDist(environment);
  const own = new Map<string, readonly CommittedObject[]>([
    ['root', committedRoot(environment)],
    ...childrenOf(environment).map((name): [string, readonly CommittedObject[]] => [
      name,
      dist.filter(({ path }) => applicationOf(path) === name),
    ]),
  ]);
  return [...own].flatMap(([name, files]) => {
    const order = syncOrder(log.applied(name), files);
    const count = order.length === files.length ? [] : [`applied ${order.length} of ${files.length} objects`];
    return [...outOfOrder(order), ...count].map(what => `${name}: ${what}`);
  });
}

/** `dist/<environment>/<application>/<namespace>/<file>` */
function applicationOf(path: string): string {
  return basename(dirname(dirname(path)));
}
