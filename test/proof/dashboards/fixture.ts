import { dashboardsOf } from '../../../src/gates/monitoring/dashboards/dashboards';
import { CUSTOM_RESOURCES, JOB_STATE, NODE_CONDITIONS } from '../../../src/constructs/monitoring';
import type { Metric, Model, MonitorDeclaration, WorkloadDeclaration } from '../../../src/model';
import { partOf, realModel } from '../../real-model';
import { groupsOf, ruleObjects } from '../alerts/rules';
import { claimsIn } from '../../systems/claims';

type Labels = Readonly<Record<string, string>>;

/** One series that is read once a minute, from minute 0 to `MINUTES`. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  /** Its first value. */
  readonly first: number;
  /** What it grows by in each minute. */
  readonly growth: number;
}

/** Minutes for which everything has been there: longer than the longest window that a panel itself looks at. */
export const MINUTES = 120;

/** Environments that have dashboards. */
export const SHOWN = realModel()
  .environments.map(({ name }) => name)
  .filter(name => dashboardsOf(partOf(realModel(), name)).length > 0);

/** Labels whose values queries name: everything else may be anything. */
const VALUES: Labels = {
  status: '500',
  status_code: '500',
  result: 'hit',
  condition: 'Ready',
  reason: 'OOMKilled',
  mode: 'idle',
  error: 'max_connections',
};

const counted = (name: string, labels: Labels): Series => ({ name, labels, first: 0, growth: 60 });
const steady = (name: string, labels: Labels, value = 1): Series => ({ name, labels, first: value, growth: 0 });

/** The series of one metric, of one target. */
function seriesOf({ name, type, labels, buckets = [] }: Metric, target: Labels): readonly Series[] {
  const values: Labels = name === JOB_STATE.failed.name ? { ...VALUES, condition: 'true' } : VALUES;
  const all = { ...Object.fromEntries(labels.map(label => [label, values[label] ?? 'x'])), ...target };
  // The gauges of which panels count zeros: a node that is not ready, a secret that cannot be copied.
  if (name === NODE_CONDITIONS.name)
    return ['DiskPressure', 'Ready'].map(condition => steady(name, { ...all, condition, status: 'true' }, 0));
  if (name === CUSTOM_RESOURCES.externalsecrets.metrics.ready.name)
    return [steady(name, { ...all, status: 'true' }, 0)];
  switch (type) {
    case 'counter':
      return [counted(name, all)];
    case 'gauge':
    case 'summary':
      return [steady(name, all)];
    case 'histogram':
      return [
        ...['count', 'sum'].map(part => counted(`${name}_${part}`, all)),
        ...[...buckets.map(String), '+Inf'].map(le => counted(`${name}_bucket`, { ...all, le })),
      ];
  }
}

/** Systems of which an environment has alerts, as the alerts themselves say it: what panels ask for is no witness. */
export function systemsIn(model: Model): readonly string[] {
  const rules = ruleObjects(model)
    .flatMap(groupsOf)
    .flatMap(group => group.rules);
  return [...new Set(rules.flatMap(({ alert, labels }) => (alert !== undefined && labels?.['system']) || []))];
}

/**
 * What an environment shows in which everything runs and answers: of each metric that a monitor declares, each target; and
 * an alert of each system, so that panels of alerts have something to show.
 */
export function everythingShown(model: Model): readonly Series[] {
  const { declarations } = model;
  const monitors = declarations.filter((each): each is typeof each & MonitorDeclaration => each.type === 'monitor');
  const running = (runs: WorkloadDeclaration['runs']) =>
    declarations.filter(
      (each): each is typeof each & WorkloadDeclaration => each.type === 'workload' && each.runs === runs,
    );
  const pods = ({ name, namespace }: { readonly name: string; readonly namespace: string }): readonly Labels[] =>
    ['0', '1'].map(pod => ({ namespace, pod: `${name}-${pod}`, container: name }));
  const alerts = systemsIn(model).map(system =>
    steady('ALERTS', { alertname: 'Planted', alertstate: 'firing', severity: 'critical', system }),
  );
  const told = monitors.flatMap(({ job, namespace, metrics }) => [
    ...pods({ name: job, namespace }).map(pod => steady('up', { ...pod, job })),
    ...metrics.flatMap(metric => {
      if (metric.name.startsWith('kubelet_volume_'))
        return claimsIn(model).flatMap(({ namespace, name }) =>
          seriesOf(metric, { namespace, persistentvolumeclaim: name, job }),
        );
      if (metric.labels.includes('cronjob'))
        return running('job').flatMap(each => seriesOf(metric, { namespace: each.namespace, cronjob: each.name, job }));
      // kube-state-metrics and kubelets tell of every pod, and its labels are theirs.
      const targets = /^(kube|container)_/.test(metric.name) ? running('service') : [{ name: job, namespace }];
      return targets.flatMap(pods).flatMap(pod => seriesOf(metric, { ...pod, job }));
    }),
  ]);
  return [...told, ...alerts];
}

/** A series as Prometheus' formats write it. */
const nameOf = ({ name, labels }: Series): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',')}}`;

/** Series as OpenMetrics text, which promtool makes blocks of. @param start second since 1970 of minute 0 */
export function openMetrics(all: readonly Series[], start: number): string {
  const minutes = Array.from({ length: MINUTES + 1 }, (_, minute) => minute);
  const lines = all.flatMap(each => {
    const name = nameOf(each);
    return minutes.map(minute => `${name} ${each.first + each.growth * minute} ${start + 60 * minute}`);
  });
  return [...lines, '# EOF', ''].join('\n');
}
