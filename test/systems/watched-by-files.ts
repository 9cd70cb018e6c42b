import { parse } from 'yaml';
import type { KubeObject } from '../../src/model';
import { read } from '../constructs/read';
import { realModel } from '../real-model';

/** A rule as Prometheus finds it in its file. */
export interface FileRule {
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A pod of what watches, as far as tests look at it. */
export interface WatchingPod {
  readonly containers: readonly {
    readonly image: string;
    readonly command: readonly string[];
    readonly resources: { readonly requests: object; readonly limits: object };
  }[];
  readonly volumes: readonly object[];
  readonly automountServiceAccountToken: boolean;
}

/** What watches an environment by files: the objects of its namespace `monitoring`, and what their files say. */
export class WatchedByFiles {
  constructor(readonly environment: string) {}

  /** @throws Error when there is no such object */
  object(kind: string, name: string): KubeObject {
    const found = realModel().manifests.find(
      ({ environment, object }) =>
        environment === this.environment &&
        object.kind === kind &&
        object.metadata.name === name &&
        object.metadata.namespace === 'monitoring',
    );
    if (!found) throw new Error(`${this.environment} has no ${kind}/${name} in monitoring`);
    return found.object;
  }

  /** A file of a ConfigMap; null when it has no such file. */
  file(configMap: string, name: string): unknown {
    const { data } = this.object('ConfigMap', configMap) as unknown as { readonly data: Record<string, string> };
    return parse(data[name] ?? '');
  }

  /** Recordings and alerts of a file of rules, named without its ending. */
  rules(name: string): readonly FileRule[] {
    const { groups } = this.file('prometheus-rules', `${name}.yaml`) as { groups: { rules: FileRule[] }[] };
    return groups.flatMap(each => each.rules);
  }

  alert(file: string, name: string): FileRule | undefined {
    return this.rules(file).find(each => each.alert === name);
  }

  pod(kind: string, name: string): WatchingPod {
    return read(this.object(kind, name), 'spec.template.spec') as WatchingPod;
  }

  /** Image of the first container of a pod. */
  image(kind: string, name: string): string | undefined {
    return this.pod(kind, name).containers[0]?.image;
  }
}
