import type { KubeObject, Manifest } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { once } from '../pod/once';
import { recordsIn, valueAt, type Step } from '../schema/json-path';

/** Class that the F5 NGINX Ingress Controller serves. */
const CLASS = 'nginx';
const TYPE = 'nginx.org/mergeable-ingress-type';

/** One rule of an Ingress. */
export interface HostRule {
  /** Steps to the rule. */
  readonly steps: readonly Step[];
  /** Absent where the rule is for every host. */
  readonly host: string | undefined;
  readonly paths: number;
}

/** An Ingress that the controller reads, as far as its rules ask. */
export interface NginxIngress {
  readonly manifest: Manifest;
  /** Whether it stands alone, heads others of its host, or brings paths to one that does. */
  readonly type: 'alone' | 'master' | 'minion';
  readonly rules: readonly HostRule[];
}

/** Ingresses of class nginx of an environment. */
export const nginxIngressesOf = once((environment: EnvironmentObjects): readonly NginxIngress[] =>
  environment.all('networking.k8s.io/Ingress').filter(isNginx).map(read),
);

function isNginx({ object, tree }: Manifest): boolean {
  return tree === 'dist' && isNginxIngress(object);
}

/** Whether the controller reads an object. */
export function isNginxIngress(object: KubeObject): boolean {
  return groupKindOf(object) === 'networking.k8s.io/Ingress' && valueAt(object, ['spec', 'ingressClassName']) === CLASS;
}

function read(manifest: Manifest): NginxIngress {
  const { object } = manifest;
  const type = object.metadata.annotations?.[TYPE];
  return {
    manifest,
    type: type === 'master' || type === 'minion' ? type : 'alone',
    rules: recordsIn(valueAt(object, ['spec', 'rules'])).map(([index, { host, http }]) => ({
      steps: ['spec', 'rules', index],
      host: typeof host === 'string' && host !== '' ? host : undefined,
      paths: recordsIn(valueAt(http, ['paths'])).length,
    })),
  };
}
