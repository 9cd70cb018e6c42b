import type { KubeObject, Manifest } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';
import { CANARY, releaseSteps } from './rollout';

type Fields = Readonly<Record<string, unknown>>;

/** One analysis that a Rollout starts. */
export interface Analysis {
  readonly steps: readonly Step[];
  readonly analysis: Fields;
}

/** A template that somebody names. */
export interface NamedTemplate {
  readonly steps: readonly Step[];
  /** `AnalysisTemplate` of the namespace, or `ClusterAnalysisTemplate`. */
  readonly kind: string;
  readonly name: unknown;
  /** undefined where there is none of that name. */
  readonly found: Manifest | undefined;
}

/** Every analysis of a Rollout: those of its steps, and the one that runs beside them. */
export function analysesOf(object: KubeObject): readonly Analysis[] {
  const background = valueAt(object, [...CANARY, 'analysis']);
  return [
    ...releaseSteps(object).flatMap(({ at, step }) =>
      isRecord(step.analysis) ? [{ steps: [...at, 'analysis'], analysis: step.analysis }] : [],
    ),
    ...(isRecord(background) ? [{ steps: [...CANARY, 'analysis'], analysis: background }] : []),
  ];
}

/** Templates that a list names (`templates` of an analysis, or of another template). */
export function templatesIn(
  list: unknown,
  steps: readonly Step[],
  namespace: string | undefined,
  environment: EnvironmentObjects,
): readonly NamedTemplate[] {
  return recordsIn(list).map(([index, { templateName, clusterScope }]) => {
    const isWide = clusterScope === true;
    const kind = isWide ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
    return {
      steps: [...steps, index, 'templateName'],
      kind,
      name: templateName,
      found: environment.find(`argoproj.io/${kind}`, isWide ? undefined : namespace, templateName),
    };
  });
}

/** The templates of an analysis and those that they name in turn, each once; undefined where one of them is missing. */
export function flattened(
  templates: readonly NamedTemplate[],
  namespace: string | undefined,
  environment: EnvironmentObjects,
): readonly Manifest[] | undefined {
  const all = new Set<Manifest>();
  const isComplete = (named: readonly NamedTemplate[]): boolean =>
    named.every(({ found }) => {
      if (found === undefined || all.has(found)) return found !== undefined;
      all.add(found);
      const steps = ['spec', 'templates'];
      return isComplete(templatesIn(valueAt(found.object, steps), steps, namespace, environment));
    });
  return isComplete(templates) ? [...all] : undefined;
}

/** Whether an argument has a value, or a place to take it from. */
export function hasValue({ value, valueFrom }: Fields): boolean {
  return valueFrom !== undefined || (value !== undefined && value !== '');
}
