import type { Construct } from 'constructs';
import { TracedConstruct } from '../structure';
import { AlertRules } from './rules/alert-rules';
import { backupRules, type JudgedBackup } from './rules/backup-rules';

/** Has somebody told when a backup fails or does not come. What tells of it is the environment's kube-state-metrics. */
export class WatchedBackup extends TracedConstruct {
  constructor(
    scope: Construct,
    id: string,
    readonly judged: JudgedBackup,
  ) {
    super(scope, id);
    const { name, namespace } = judged;
    new AlertRules(this, 'rules', { name, namespace, groups: [backupRules(judged)] });
  }
}
