import type { Metric } from '../../model';

/** The document's namespace of what watches over security (LP-01). */
export const SECURITY = 'security';

/**
 * What Falco shows of its findings (0.38 and newer; https://falco.org/docs/concepts/metrics/). A rule has no series before
 * it first finds something. `priority` is a number: 0 emergency, 1 alert, 2 critical, 3 error, 4 warning, 5 notice.
 * `node` is the target's.
 */
export const FINDINGS: Metric = {
  name: 'falcosecurity_falco_rules_matches_total',
  type: 'counter',
  labels: ['rule_name', 'priority', 'source', 'node'],
  help: {
    en: 'findings of a rule; priority runs from 0, an emergency, to 5, a notice',
    ko: '규칙이 탐지한 횟수. priority는 0(emergency)부터 5(notice)까지',
  },
};
