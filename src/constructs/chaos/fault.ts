import type { Duration } from 'cdk8s';
import {
  ScheduleSpecNetworkChaosAction,
  ScheduleSpecNetworkChaosDirection,
  ScheduleSpecNetworkChaosMode,
  ScheduleSpecNetworkChaosTargetMode,
  ScheduleSpecPodChaosAction,
  ScheduleSpecPodChaosMode,
  ScheduleSpecStressChaosMode,
  type ScheduleSpec,
} from '../../../imports/chaos-mesh.org';
import type { WorkloadDeclaration } from '../../model';

/** Workloads whose pods an experiment selects, by their own selectors. */
export type Targets = readonly Pick<WorkloadDeclaration, 'namespace' | 'selector'>[];

/** What an experiment does, and to whom. */
export type Fault =
  /** One pod of all of them, chosen at random, fails: its images give way to one that does nothing. */
  | { readonly type: 'pod-failure'; readonly of: Targets }
  /**
   * What `of` answer arrives later at whoever of `at` asked. Answers, because questions go to the address of a Service,
   * and Chaos Mesh knows pods by their own (docs/decisions/labs/188-latency-is-put-on-answers.md).
   */
  | { readonly type: 'latency'; readonly of: Targets; readonly at: Targets; readonly latency: Duration }
  /** Each of the pods computes: so many threads, each busy for so many of a hundred moments. */
  | { readonly type: 'cpu'; readonly of: Targets; readonly threads: number; readonly percent: number };

/** A fault as a Schedule holds it, for a time. What the server would fill in is written out, so that nothing drifts. */
export function spelled(fault: Fault, lasting: Duration): Pick<ScheduleSpec, 'type'> & Partial<ScheduleSpec> {
  const duration = `${lasting.toMinutes()}m`;
  switch (fault.type) {
    case 'pod-failure':
      return {
        type: 'PodChaos',
        podChaos: {
          action: ScheduleSpecPodChaosAction.POD_HYPHEN_FAILURE,
          mode: ScheduleSpecPodChaosMode.ONE,
          duration,
          selector: selectorOf(fault.of),
        },
      };
    case 'latency':
      return {
        type: 'NetworkChaos',
        networkChaos: {
          action: ScheduleSpecNetworkChaosAction.DELAY,
          mode: ScheduleSpecNetworkChaosMode.ALL,
          duration,
          selector: selectorOf(fault.of),
          direction: ScheduleSpecNetworkChaosDirection.TO,
          target: { mode: ScheduleSpecNetworkChaosTargetMode.ALL, selector: selectorOf(fault.at) },
          delay: { latency: `${fault.latency.toMilliseconds()}ms`, correlation: '0', jitter: '0ms' },
        },
      };
    case 'cpu':
      return {
        type: 'StressChaos',
        stressChaos: {
          mode: ScheduleSpecStressChaosMode.ALL,
          duration,
          selector: selectorOf(fault.of),
          stressors: { cpu: { workers: fault.threads, load: fault.percent } },
        },
      };
  }
}

/** Pods as Chaos Mesh selects them: by namespace and by every label of their selectors. */
interface PodSelector {
  readonly namespaces: string[];
  readonly expressionSelectors: { key: string; operator: string; values: string[] }[];
}

function selectorOf(targets: Targets): PodSelector {
  const keys = distinct(targets.flatMap(({ selector }) => Object.keys(selector)));
  return {
    namespaces: distinct(targets.map(({ namespace }) => namespace)),
    expressionSelectors: keys.map(key => ({
      key,
      operator: 'In',
      values: distinct(targets.flatMap(({ selector }) => selector[key] ?? [])),
    })),
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
