import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { System, TracedConstruct } from '../structure';

/** Who yields when nodes are full: jobs to services, services to data stores, all of them to what every node has. */
const CLASSES = [
  { name: 'agent', value: 150_000, description: 'Pods that every node has: evicted last, they find room nowhere else' },
  { name: 'store', value: 100_000, description: 'Databases, caches and brokers: evicted last' },
  { name: 'service', value: 50_000, description: 'Services: evicted after jobs' },
  { name: 'job', value: 10_000, description: 'Jobs: evicted first, they run again' },
] as const;

/** The kinds of work that have a priority of their own. */
export type Priority = (typeof CLASSES)[number]['name'];

/** The PriorityClasses that a system uses. They are cluster-wide, so they carry the system's name. */
export class Priorities extends TracedConstruct {
  constructor(scope: Construct, id: string, used: readonly Priority[]) {
    super(scope, id);
    for (const { name, value, description } of CLASSES.filter(each => used.includes(each.name))) {
      new k8s.KubePriorityClass(this, name, {
        metadata: { name: priorityClassName(this, name) },
        value,
        description,
        preemptionPolicy: 'PreemptLowerPriority',
      });
    }
  }
}

/** Name of the PriorityClass for a kind of work in the system that `construct` belongs to. */
export function priorityClassName(construct: Construct, priority: Priority): string {
  return `${System.of(construct).node.id}-${priority}`;
}
