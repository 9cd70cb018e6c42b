import { increaseFromNothing, GROWN, type Alert } from '../../../constructs/monitoring';
import type { Severity } from '../../../model';
import { FINDINGS, SECURITY } from '../endpoints';

/** Priorities of findings, by how urgent they are here. */
const URGENT = { critical: '[0-2]', warning: '[34]' } as const satisfies Partial<Record<Severity, string>>;

/** Time for which a finding is told. */
const WINDOW = '15m';

/** Tells of each rule that found something, and on which node; what, and in which pod, the lines of its log say. */
export function threatAlerts(requirements: readonly string[]): readonly Alert[] {
  return (['critical', 'warning'] as const).map(severity => {
    const found = `${FINDINGS.name}{namespace="${SECURITY}",priority=~"${URGENT[severity]}"}`;
    return {
      name: 'ThreatDetected',
      severity,
      expr: `sum by (namespace, node, rule_name) (${increaseFromNothing(found, WINDOW)}) > 0`,
      for: '0m',
      labels: {},
      team: 'platform',
      summary: 'Falco: {{ $labels.rule_name }}',
      description:
        `Findings of this rule on node {{ $labels.node }} in the last 15 minutes: about ${GROWN}. ` +
        'The log of Falco says which process did it, and in which pod.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [FINDINGS],
      requirements,
    };
  });
}
