import type { KubeObject } from '../../../src/model';
import { read } from '../../constructs/read';
import { realModel } from '../../real-model';

/** Everything that keeps logs in tripgen-dev, as it is committed. */
export function nodeLogObjects(): readonly KubeObject[] {
  return realModel()
    .manifests.filter(
      each => each.environment === 'tripgen-dev' && each.tree === 'dist' && each.application.startsWith('node-logs-'),
    )
    .map(({ object }) => object);
}

/** The one object of a kind among them. */
export function ofNodeLogs(kind: string): KubeObject {
  const [object, ...others] = nodeLogObjects().filter(each => each.kind === kind);
  if (object === undefined || others.length > 0) throw new Error(`not one ${kind} keeps logs`);
  return object;
}

/** The script that looks at log files. */
export function lookScript(): string {
  return (ofNodeLogs('ConfigMap')['data'] as Readonly<Record<string, string>>)['look.sh'] as string;
}

/** The variables that it reads. */
export function lookVariables(): Readonly<Record<string, string>> {
  const env = read(ofNodeLogs('DaemonSet'), 'spec.template.spec.containers.0.env') as { name: string; value: string }[];
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}
