import type { Course } from './course';

const FINDINGS = 'falcosecurity_falco_rules_matches_total';

const found = (rule: string, priority: number, more: string): string =>
  `${FINDINGS}{rule_name="${rule}",priority="${priority}",source="syscall",${more}}`;

const here = 'node="n1",pod="falco-a"';

/** Courses of one severity: `of` are its priorities, `others` the nearest that are not. */
function threatCourses(of: readonly number[], others: readonly number[]): readonly Course[] {
  return [
    ...of.map(priority => ({
      name: `fires at once for the first finding of priority ${priority}, with which the counter begins, and ends 15 minutes later`,
      series: { [found('Shell', priority, here)]: '_x10 1x40' },
      silent: [9.5, 25.5],
      firing: {
        minutes: [10, 24.5],
        with: { rule_name: 'Shell', node: 'n1' },
        values: { 10: '1', 24.5: '1' },
      },
    })),
    {
      name: 'fires for a further finding after an hour, and adds up the pods that a node had',
      series: {
        [found('Shell', of[0] ?? 0, here)]: '1x60 2x40',
        [found('Shell', of[0] ?? 0, 'node="n1",pod="falco-b"')]: '1x60 2x40',
      },
      silent: [16, 60, 75.5],
      firing: { minutes: [61, 74.5], with: { rule_name: 'Shell', node: 'n1' }, values: { 61: '2', 74.5: '2' } },
    },
    {
      name: 'tells a finding of its node, whatever other nodes and rules found long ago',
      series: {
        [found('Shell', of[0] ?? 0, here)]: '_x60 1x40',
        [found('Shell', of[0] ?? 0, 'node="n2",pod="falco-c"')]: '5x100',
        [found('Memfd', of[0] ?? 0, here)]: '7x100',
      },
      silent: [20, 59.5, 75.5],
      firing: { minutes: [60, 74.5], with: { rule_name: 'Shell', node: 'n1' }, values: { 60: '1', 74.5: '1' } },
    },
    {
      name: 'is silent about findings of other priorities, and after a restart of Falco',
      series: {
        ...Object.fromEntries(others.map(priority => [found('Other', priority, here), '0+1x60'])),
        [found('Shell', of[0] ?? 0, here)]: '9x30 0x30',
      },
      silent: [20, 31, 45, 60],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    {
      name: 'is silent about another namespace',
      series: { [found('Shell', of[0] ?? 0, `${here},namespace="elsewhere"`)]: '_x10 1x40' },
      silent: [10, 20],
    },
  ];
}

/** What happens to alerts on what Falco finds. */
export const THREAT_COURSES: Readonly<Record<string, readonly Course[]>> = {
  'ThreatDetected critical': threatCourses([0, 1, 2], [3, 4, 5]),
  'ThreatDetected warning': threatCourses([3, 4], [2, 5, 6]),
};
