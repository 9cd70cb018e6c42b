import type { KubeObject } from '../../../src/model';
import { read } from '../../constructs/read';
import { realModel } from '../../real-model';

/** Everything that watches over learn's security, as it is committed. */
export function securityObjects(): readonly KubeObject[] {
  return realModel()
    .manifests.filter(
      each => each.environment === 'learn' && each.tree === 'dist' && each.application.startsWith('security-'),
    )
    .map(({ object }) => object);
}

/** One of them, by kind and name. */
export function ofSecurity(kindAndName: string): KubeObject {
  const [kind, name] = kindAndName.split('/');
  const found = securityObjects().filter(each => each.kind === kind && each.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects ${kindAndName} watch over security`);
  return found[0] as KubeObject;
}

/** A file of one of its ConfigMaps. */
export function fileOf(configMap: string, name: string): string {
  const text = (ofSecurity(`ConfigMap/${configMap}`)['data'] as Readonly<Record<string, string>>)[name];
  if (text === undefined) throw new Error(`${configMap} has no file ${name}`);
  return text;
}

/** The pod of one of its CronJobs. */
export function podOf(cronJob: string): {
  readonly hostPID?: boolean;
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations?: readonly object[];
  readonly volumes: readonly {
    readonly name: string;
    readonly hostPath?: { readonly path: string; readonly type: string };
  }[];
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
} {
  return read(ofSecurity(`CronJob/${cronJob}`), 'spec.jobTemplate.spec.template.spec') as ReturnType<typeof podOf>;
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

/** Plain variables of a container. */
export function variablesOf({ env }: Pick<Container, 'env'>): Readonly<Record<string, string>> {
  return Object.fromEntries(env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
}
