import type { KubeObject, Metric } from '../../../src/model';
import { read } from '../../constructs/read';
import { named, realModel } from '../../real-model';

const NAME = 'otel-collector';

/** Environments whose requests are traced. */
export const environments = realModel()
  .manifests.filter(({ object: { kind, metadata } }) => kind === 'ConfigMap' && metadata.name === `${NAME}-config`)
  .map(({ environment }) => environment);

function object(environment: string, words: string): KubeObject {
  const found = realModel().manifests.find(named(environment, words));
  if (!found) throw new Error(`${environment} has no ${words}`);
  return found.object;
}

/** The configuration of an environment's collector as it is committed. */
export function configurationOf(environment: string): string {
  return String(read(object(environment, `ConfigMap/${NAME}-config`), 'data.collector\\.yaml'));
}

interface Variable {
  readonly name: string;
  readonly value?: string;
}

/** The container of the collector, as far as it matters here. */
export interface Container {
  readonly command: readonly string[];
  readonly env?: readonly Variable[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe: { readonly tcpSocket: { readonly port: string } };
  readonly readinessProbe: { readonly tcpSocket: { readonly port: string } };
  readonly resources: { readonly limits: { readonly memory: string } };
}

export function containerOf(environment: string): Container {
  return read(object(environment, `Deployment/${NAME}`), 'spec.template.spec.containers.0') as Container;
}

/** What the container finds in its environment. */
export function variablesOf(environment: string): Readonly<Record<string, string>> {
  return asRecord(containerOf(environment).env ?? []);
}

/** Metrics that rules and dashboards may ask of the collector, and the path at which it shows them. */
export function monitorOf(environment: string): { readonly path: string; readonly metrics: readonly Metric[] } {
  const found = realModel().declarations.find(
    each => each.type === 'monitor' && each.job === NAME && each.environment === environment,
  );
  if (found?.type !== 'monitor') throw new Error(`nobody reads the collector of ${environment}`);
  return found;
}

/** Metrics that the alert on lost traces reads. */
export function readByAlert(environment: string): readonly string[] {
  return realModel().declarations.flatMap(each =>
    each.type === 'alert' && each.name === 'TracesLost' && each.environment === environment
      ? each.reads.map(({ name }) => name)
      : [],
  );
}

/** What OpenTelemetry's SDKs are told in each program that sends traces, by the name that it sends them under. */
export function programsOf(environment: string): readonly Readonly<Record<string, string>>[] {
  const told = realModel()
    .manifests.filter(each => each.environment === environment && each.tree === 'dist')
    .flatMap(({ object: of }) => [
      (of['data'] ?? {}) as Readonly<Record<string, string>>,
      ...((read(of, 'spec.template.spec.containers') ?? []) as readonly Partial<Container>[]).map(({ env }) =>
        asRecord(env ?? []),
      ),
    ])
    .filter(variables => variables['OTEL_EXPORTER_OTLP_ENDPOINT'] !== undefined);
  return [...new Map(told.map(variables => [variables['OTEL_SERVICE_NAME'], variables])).values()];
}

function asRecord(variables: readonly Variable[]): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}
