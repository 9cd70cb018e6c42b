import { shown, valueAt } from '../../schema/json-path';
import type { ComplaintAt } from '../../schema/object-rule';
import { containerContexts, onWindows, type ContextAt, type Control } from './control';

const NAME = 'Capabilities';

/** What a container may add at the level baseline: what container runtimes grant by default. */
const defaults = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

function listed(context: ContextAt['context'], list: 'add' | 'drop'): readonly unknown[] {
  const value = valueAt(context, ['capabilities', list]);
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function* added({ context, steps, owner }: ContextAt, allowed: readonly string[]): Iterable<ComplaintAt> {
  for (const [index, capability] of listed(context, 'add').entries()) {
    if (allowed.includes(String(capability))) continue;
    yield {
      steps: [...steps, 'capabilities', 'add', index],
      message: `${owner} adds the capability ${shown(capability)}`,
      expected: `nothing added but ${allowed.join(', ')}`,
      mend: `remove ${String(capability)} from add`,
    };
  }
}

/** No container adds a capability beyond those that runtimes grant by default. */
export const baselineCapabilities: Control = {
  name: NAME,
  level: 'baseline',
  *complaints(template) {
    for (const context of containerContexts(template)) yield* added(context, defaults);
  },
};

/** Every container drops all capabilities and adds at most the one to listen on low ports. */
export const restrictedCapabilities: Control = {
  name: NAME,
  level: 'restricted',
  contains: [NAME],
  *complaints(template) {
    for (const context of containerContexts(template)) {
      if (onWindows(template)) {
        yield* added(context, defaults);
        continue;
      }
      yield* added(context, ['NET_BIND_SERVICE']);
      const dropped = listed(context.context, 'drop');
      if (dropped.includes('ALL')) continue;
      yield {
        steps: [...context.steps, 'capabilities', 'drop'],
        message: `${context.owner} keeps capabilities: it drops ${dropped.length === 0 ? 'none' : shown(dropped)}`,
        expected: 'drop: [ALL]',
        mend: 'drop ALL; add NET_BIND_SERVICE where the process listens below port 1024',
      };
    }
  },
};
