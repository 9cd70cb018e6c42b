import type { Manifest } from '../../model';
import { podsOf } from '../reference/pods';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { recordsIn, valueAt, type Step } from '../schema/json-path';
import { fileServersOf } from './files/file-server';
import { scrapeJobsOf, targetsKept, type Target } from './files/scrape-jobs';
import { isMonitoring } from './prometheus-rules';

/** What Prometheus is told to read, with the labels that its series carry. */
export interface TargetAt extends Target {
  /** What tells it so: an object of the operator, or the ConfigMap of the settings. */
  readonly manifest: Manifest;
  readonly steps: readonly Step[];
  /** Series that is 1 while all is well. */
  readonly well: 'up' | 'probe_success';
}

/** Everything that Prometheus is told to read in an environment, by objects of the operator and by files. */
export function targetsOf(environment: EnvironmentObjects): readonly TargetAt[] {
  return [
    ...environment.manifests.flatMap(manifest => ofObject(manifest, environment)),
    ...fileServersOf(environment).flatMap(server =>
      scrapeJobsOf(server).flatMap(at => {
        const { manifest } = server.settings ?? server;
        return distinct(targetsKept(at, environment)).map((each): TargetAt => ({
          ...each,
          manifest,
          steps: at.steps,
          well: 'up',
        }));
      }),
    ),
  ];
}

function ofObject(manifest: Manifest, environment: EnvironmentObjects): readonly TargetAt[] {
  const at = (...steps: readonly Step[]): string => String(valueAt(manifest.object, steps));
  const named = { manifest, steps: ['spec', 'jobName'], job: at('spec', 'jobName') };
  if (isMonitoring(manifest, 'PodMonitor')) return ofPods(manifest, environment);
  if (isMonitoring(manifest, 'Probe'))
    return [
      { ...named, namespace: at('spec', 'targets', 'staticConfig', 'labels', 'namespace'), well: 'probe_success' },
    ];
  if (!isMonitoring(manifest, 'ScrapeConfig')) return [];
  const relabelling = recordsIn(valueAt(manifest.object, ['spec', 'relabelings']));
  const step = relabelling.find(([, { targetLabel }]) => targetLabel === 'namespace');
  return [{ ...named, namespace: String(step?.[1].replacement), well: 'up' }];
}

/** The pods of a PodMonitor, whose label `job` is one of theirs. */
function ofPods(manifest: Manifest, environment: EnvironmentObjects): readonly TargetAt[] {
  const { name, namespace = '' } = manifest.object.metadata;
  const from = String(valueAt(manifest.object, ['spec', 'jobLabel']));
  const pods = [...podsOf(environment).selected(namespace, valueAt(manifest.object, ['spec', 'selector']))];
  const targets = pods.map(({ labels }): Target => ({ job: labels[from] ?? `${namespace}/${name}`, namespace }));
  return distinct(targets).map(each => ({ ...each, manifest, steps: ['spec', 'selector'], well: 'up' }));
}

function distinct(targets: readonly Target[]): readonly Target[] {
  return [...new Map(targets.map(each => [`${each.namespace} ${each.job}`, each])).values()];
}
