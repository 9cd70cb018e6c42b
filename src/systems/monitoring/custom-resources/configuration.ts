import { Yaml } from 'cdk8s';
import { CUSTOM_RESOURCES, type CustomResource } from '../../../constructs/monitoring';
import type { ApiRight } from '../../../constructs/workload';
import type { WatchedKind } from '../../../model';

/** First word of all metrics of kube-state-metrics; it puts it before the name that the configuration gives. */
const PREFIX = 'kube';

/**
 * What kube-state-metrics is told to make of custom resources (its `docs/metrics/extend/customresourcestate-metrics.md`).
 * It adds the labels `customresource_group`, `customresource_kind` and `customresource_version` to every series.
 */
export function configurationOf(kinds: readonly WatchedKind[]): string {
  return Yaml.stringify({
    kind: 'CustomResourceStateMetrics',
    spec: { resources: kinds.map(name => resource(CUSTOM_RESOURCES[name])) },
  });
}

function resource({ group, version, kind, label, metrics }: CustomResource): object {
  return {
    groupVersionKind: { group, version, kind },
    metricNamePrefix: PREFIX,
    labelsFromPath: { [label]: ['metadata', 'name'], namespace: ['metadata', 'namespace'] },
    metrics: Object.values(metrics).map(({ name, help, ...field }) => ({
      name: name.replace(`${PREFIX}_`, ''),
      help: help.en, // beside the help of its own metrics, which is English
      each: each(field),
    })),
  };
}

function each({ path, states, absentIsZero }: Omit<CustomResource['metrics'][string], 'name' | 'help'>): object {
  if (states) return { type: 'StateSet', stateSet: { labelName: 'status', path, list: states } };
  return { type: 'Gauge', gauge: { path, ...(absentIsZero && { nilIsZero: true }) } };
}

/** What it has to read for that: the objects, and the definitions of kinds, by which it learns which are served. */
export function rightsOn(kinds: readonly WatchedKind[]): readonly ApiRight[] {
  const verbs = ['list', 'watch'] as const;
  const groups = [...new Set(kinds.map(name => CUSTOM_RESOURCES[name].group))];
  return [
    { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs },
    ...groups.map(group => ({
      apiGroups: [group],
      resources: kinds.filter(name => CUSTOM_RESOURCES[name].group === group),
      verbs,
    })),
  ];
}
