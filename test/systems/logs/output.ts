import { parse } from 'yaml';
import type { KubeObject } from '../../../src/model';
import { read } from '../../constructs/read';
import { realModel } from '../../real-model';

/** Environments whose logs are kept. */
export const KEPT = ['fablink-prod', 'learn'] as const;

export type Kept = (typeof KEPT)[number];

/** Objects of a kind in the output of an environment. */
export function all(environment: string, kind: string): readonly KubeObject[] {
  return realModel()
    .manifests.filter(each => each.environment === environment && each.tree === 'dist' && each.object.kind === kind)
    .map(({ object }) => object);
}

/** The one object of a kind that the system `logs` made. */
export function ofLogs(environment: string, kind: string): KubeObject {
  const [object, ...others] = all(environment, kind).filter(({ metadata }) => metadata.namespace === 'logging');
  if (object === undefined || others.length > 0) throw new Error(`${environment}: not one ${kind} in logging`);
  return object;
}

/** Log groups of an environment: name and days. */
export function groups(environment: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    all(environment, 'LogGroup').map(each => [String(read(each, 'spec.name')), read(each, 'spec.retentionDays')]),
  );
}

interface Configuration {
  readonly service: Readonly<Record<string, unknown>>;
  readonly pipeline: Readonly<Record<'inputs' | 'outputs', readonly Readonly<Record<string, unknown>>[]>>;
}

/** Fluent Bit's configuration. */
export function configuration(environment: string): Configuration {
  const data = ofLogs(environment, 'ConfigMap')['data'] as Readonly<Record<string, string>>;
  return parse(data['fluent-bit.yaml'] as string) as Configuration;
}
