import { parse } from 'yaml';
import type { KubeObject } from '../../../src/model';
import type { Configuration, Generated } from './generated';

/** Kinds that say what is scraped, with the first word of the names of their jobs. */
const MONITORS: Readonly<Record<string, string>> = {
  PodMonitor: 'podMonitor',
  ServiceMonitor: 'serviceMonitor',
  Probe: 'probe',
  ScrapeConfig: 'scrapeConfig',
};

/** Everything that says what is scraped. */
export function monitorsIn(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(({ apiVersion, kind }) => apiVersion.startsWith('monitoring.coreos.com/') && kind in MONITORS);
}

/** Whether a job is a monitor's: one has several when it names several ports. */
export function isJobOf(job: string, { kind, metadata }: KubeObject): boolean {
  const name = `${MONITORS[kind]}/${metadata.namespace}/${metadata.name}`;
  return job === name || job.startsWith(`${name}/`);
}

export const nameOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.namespace}/${metadata.name}`;

/** Monitors of which no job comes. */
export function withoutJob(monitors: readonly KubeObject[], { scrape_configs }: Configuration): readonly string[] {
  return monitors
    .filter(monitor => !scrape_configs.some(({ job_name }) => isJobOf(job_name, monitor)))
    .map(monitor => `${nameOf(monitor)} has no job`);
}

interface Group {
  readonly name: string;
  readonly rules: readonly { readonly alert?: string; readonly record?: string }[];
}

/** Names of what the rules of groups make, in their order. */
export function madeBy(groups: readonly Group[]): readonly string[] {
  return groups.flatMap(({ name, rules }) => rules.map(({ alert, record }) => `${name}: ${alert ?? record}`));
}

/** Groups of a file of rules. */
export function groupsIn(text: string): readonly Group[] {
  return (parse(text) as { readonly groups: readonly Group[] }).groups;
}

export function groupsOf(rule: KubeObject): readonly Group[] {
  return (rule.spec as unknown as { readonly groups: readonly Group[] }).groups;
}

/** Objects with rules of which no file has all of them. */
export function withoutFile(rules: readonly KubeObject[], { rules: files }: Generated): readonly string[] {
  const written = Object.values(files).map(text => madeBy(groupsIn(text)).join());
  return rules
    .filter(rule => !written.includes(madeBy(groupsOf(rule)).join()))
    .map(rule => `${nameOf(rule)} has no file`);
}

/** Kinds of which the operator has refused objects, or has taken another number than there are. */
export function miscounted(metrics: string, objects: readonly KubeObject[]): readonly string[] {
  const kinds = [...new Set([...monitorsIn(objects), ...rulesIn(objects)].map(({ kind }) => kind))];
  const count = (kind: string, state: string): number =>
    [...metrics.matchAll(/^prometheus_operator_managed_resources\{(.*)\} (\d+)$/gm)]
      .filter(([, labels = '']) => labels.includes(`resource="${kind}"`) && labels.includes(`state="${state}"`))
      .reduce((sum, [, , value]) => sum + Number(value), 0);
  return kinds.flatMap(kind => {
    const [taken, refused] = [count(kind, 'selected'), count(kind, 'rejected')];
    const all = objects.filter(each => each.kind === kind).length;
    return taken === all && refused === 0 ? [] : [`${kind}: of ${all} taken ${taken}, refused ${refused}`];
  });
}

export function rulesIn(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(({ kind }) => kind === 'PrometheusRule');
}
