import type { KubeObject, RenderedManifest } from '../../../src/model';
import { operatorPodsOf } from '../../../src/objects/operator-pods';
import type { LiveObject } from '../../../src/proving-ground';

/** What somebody takes the operator's pods for. */
export interface Assumed {
  readonly labels: Readonly<Record<string, unknown>>;
  /** Ports of the server's own container (`web 9090/TCP`), in order. */
  readonly ports: readonly string[];
}

interface Port {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol?: string;
}

/** A StatefulSet, as far as it is looked at. */
export type StatefulSet = LiveObject & {
  readonly spec: {
    readonly replicas: number;
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly { readonly name: string; readonly ports?: readonly Port[] }[] };
    };
  };
};

const written = ({ name, containerPort, protocol = 'TCP' }: Port): string => `${name} ${containerPort}/${protocol}`;

/** What gates and the view of the network take the pods of an object for. */
export function assumedOf({ object }: RenderedManifest): Assumed {
  const made = operatorPodsOf(object);
  return {
    labels: made?.labels ?? {},
    ports: (made?.ports ?? []).map(({ port, ...rest }) => written({ ...rest, containerPort: port })),
  };
}

/** In what the pods that the operator makes of an object are not what is assumed. */
export function unlike(assumed: Assumed, { kind }: KubeObject, made: StatefulSet): readonly string[] {
  const { metadata, spec } = made.spec.template;
  const server = spec.containers.find(({ name }) => name === kind.toLowerCase());
  const ports = (server?.ports ?? []).map(written);
  const labels = Object.entries(assumed.labels).filter(([key, value]) => metadata.labels[key] !== value);
  return [
    ...labels.map(([key, value]) => `${kind}: label ${key} is ${metadata.labels[key]}, not ${String(value)}`),
    ...(Object.keys(assumed.labels).length === 0 ? [`${kind}: no label is assumed`] : []),
    ...(ports.join() === assumed.ports.join() ? [] : [`${kind}: ports ${ports.join()}, not ${assumed.ports.join()}`]),
  ];
}
