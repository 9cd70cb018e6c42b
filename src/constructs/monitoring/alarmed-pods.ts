import type { Construct } from 'constructs';
import { TracedConstruct } from '../structure';
import { AlertRules } from './rules/alert-rules';
import { restartRules, type RestartAlarm } from './rules/restart-rules';
import type { WatchedPods } from './rules/target-rules';
import { usageRules, type UsageAlarm } from './rules/usage-rules';

/** What a document wants to hear of every pod of a place, whatever runs in it. */
export interface PodAlarm {
  readonly restarts: RestartAlarm;
  readonly usage: UsageAlarm;
}

/** Has somebody told when pods of a workload start again and again, or use nearly all that they may. */
export class AlarmedPods extends TracedConstruct {
  /** The pods, and how much of their CPU and memory is too much. */
  readonly used: { readonly pods: WatchedPods; readonly alarm: UsageAlarm };

  constructor(scope: Construct, id: string, pods: WatchedPods, { restarts, usage }: PodAlarm) {
    super(scope, id);
    this.used = { pods, alarm: usage };
    const { name, namespace } = pods;
    const groups = [restartRules(pods, restarts), usageRules(pods, usage)];
    new AlertRules(this, 'rules', { name: `${name}-pods`, namespace, groups });
  }
}
