import type { Metric } from '../../model';
import { CONTAINER_USAGE } from './metrics/container-usage';
import { VOLUME_USAGE } from './metrics/volume-usage';
import type { Targets } from './rules/target-rules';

/** What one reading of a kubelet gives, and what is kept of it. */
export interface KubeletPart {
  /** Label `job` of the series. */
  readonly job: string;
  readonly path: string;
  /** What is kept of all that a kubelet tells there: metrics that somebody asks for. */
  readonly metrics: readonly Metric[];
  /** A label that series must have to be kept. @default none */
  readonly with?: string;
  /** Whether each value has the time at which the kubelet looked, so that the end of a series has to be noticed. @default not */
  readonly timed?: true;
  /** Labels of the target that the series lose: what they tell of moves from node to node. @default none */
  readonly without?: readonly string[];
  readonly words: NonNullable<Targets['words']>;
}

/** What the containers of a node use: of pods, not of slices of the node. */
export const CONTAINERS: KubeletPart = {
  job: 'kubelet',
  path: '/metrics/cadvisor',
  metrics: Object.values(CONTAINER_USAGE),
  with: 'container',
  timed: true,
  words: {
    none: 'No kubelet tells what its containers use',
    noneWhy:
      'For 5 minutes Prometheus has read no kubelet: none answers, it may not ask them, or it does not know their ' +
      'certificates. Until it reads again, no alert on CPU or memory of pods can fire.',
    one: 'The kubelet of {{ $labels.node }} does not tell what its containers use',
    oneWhy: 'For 10 minutes Prometheus has reached {{ $labels.node }} at {{ $labels.instance }} and got no answer.',
  },
};

/** How full the volumes of a node's pods are. A claim keeps its series wherever its pod goes. */
export const VOLUMES: KubeletPart = {
  job: 'kubelet-volumes',
  path: '/metrics',
  metrics: Object.values(VOLUME_USAGE),
  without: ['instance', 'node'],
  words: {
    none: 'No kubelet tells how full volumes are',
    noneWhy:
      'For 5 minutes Prometheus has read no kubelet: none answers, it may not ask them, or it does not know their ' +
      'certificates. Until it reads again, nobody is told of volumes that fill up.',
    one: 'The kubelet of {{ $labels.node }} does not tell how full volumes are',
    oneWhy: 'For 10 minutes Prometheus has reached {{ $labels.node }} at {{ $labels.instance }} and got no answer.',
  },
};
