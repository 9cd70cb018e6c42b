import type { Construct } from 'constructs';
import { TracedConstruct } from '../structure';
import { AlertRules } from './rules/alert-rules';
import { jobRules, type JudgedJob } from './rules/job-rules';

/** Has somebody told when a Job fails. What tells of it is the environment's kube-state-metrics. */
export class WatchedJob extends TracedConstruct {
  constructor(scope: Construct, id: string, job: JudgedJob) {
    super(scope, id);
    const { name, namespace } = job;
    new AlertRules(this, 'rules', { name, namespace, groups: [jobRules(job)] });
  }
}
