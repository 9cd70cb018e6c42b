import type { KubeObject, Manifest, Model } from '../../model';
import { groupOf, namespaceOf, placeKey, type PodTemplate } from '../pod/pod-template';
import { containersOf, type ContainerAt } from '../schema/fields/pods';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';

/** One port of a Service. */
export interface ServicePort {
  readonly steps: readonly Step[];
  readonly port: Readonly<Record<string, unknown>>;
}

/** Whether an object is a Service of Kubernetes' own. */
export function isService({ object }: Manifest): boolean {
  return object.kind === 'Service' && object.apiVersion === 'v1';
}

/** Name of a Service in its namespace and environment, as a key. */
export function serviceKey(environment: string, namespace: string, name: string): string {
  return `${placeKey(environment, namespace)}/${name}`;
}

/** Every Service of a model by its key. */
export function servicesOf(model: Model): ReadonlyMap<string, Manifest> {
  return new Map(
    model.manifests
      .filter(isService)
      .map(each => [serviceKey(each.environment, namespaceOf(each), each.object.metadata.name), each]),
  );
}

/** The ports of a Service. */
export function portsOf(object: KubeObject): readonly ServicePort[] {
  return recordsIn(valueAt(object, ['spec', 'ports'])).map(([index, port]) => ({
    steps: ['spec', 'ports', index],
    port,
  }));
}

/** Port and protocol of a container. */
export interface ContainerPort {
  readonly container: ContainerAt;
  readonly name: unknown;
  readonly port: unknown;
  readonly protocol: unknown;
}

/** The ports that a pod's containers name. */
export function containerPorts({ pod }: PodTemplate): readonly ContainerPort[] {
  return containersOf(pod).flatMap(container =>
    recordsIn(container.container.ports).map(([, port]) => ({
      container,
      name: port.name,
      port: port.containerPort,
      protocol: port.protocol ?? 'TCP',
    })),
  );
}

/** The container's port that a Service's port leads to in some pods; undefined where the pods do not name it. */
export function targetOf({ port }: ServicePort, template: PodTemplate): ContainerPort | undefined {
  const target = port.targetPort ?? port.port;
  const protocol = port.protocol ?? 'TCP';
  return containerPorts(template).find(
    each => each.protocol === protocol && (typeof target === 'string' ? each.name : each.port) === target,
  );
}

/** A way from a load balancer to a Service. */
export interface Entry {
  /** The Ingress, TargetGroupBinding or Service that makes the way. */
  readonly by: Manifest;
  /** Key of the Service. */
  readonly service: string;
}

/** Every way from a load balancer to a Service. */
export function entriesOf(model: Model): readonly Entry[] {
  return model.manifests.flatMap(by =>
    entered(by).map(name => ({ by, service: serviceKey(by.environment, namespaceOf(by), name) })),
  );
}

/** Names of the Services that an object brings behind a load balancer. */
function entered(manifest: Manifest): readonly string[] {
  const { object } = manifest;
  if (isService(manifest)) {
    const type = valueAt(object, ['spec', 'type']);
    return type === 'NodePort' || type === 'LoadBalancer' ? [object.metadata.name] : [];
  }
  switch (`${groupOf(manifest)}/${object.kind}`) {
    case 'networking.k8s.io/Ingress':
      return ingressBackends(object);
    case 'elbv2.k8s.aws/TargetGroupBinding':
      return [String(valueAt(object, ['spec', 'serviceRef', 'name']))];
    default:
      return [];
  }
}

function ingressBackends(object: KubeObject): readonly string[] {
  const named = (backend: unknown): readonly string[] => {
    const name = valueAt(backend, ['service', 'name']);
    return typeof name === 'string' ? [name] : [];
  };
  const paths = recordsIn(valueAt(object, ['spec', 'rules'])).flatMap(([, rule]) =>
    recordsIn(valueAt(rule, ['http', 'paths'])).flatMap(([, path]) => named(path.backend)),
  );
  return [...named(valueAt(object, ['spec', 'defaultBackend'])), ...paths, ...forwarded(object)];
}

/** Services that the AWS Load Balancer Controller's actions forward to. */
function forwarded(object: KubeObject): readonly string[] {
  return Object.entries(object.metadata.annotations ?? {})
    .filter(([key]) => key.startsWith('alb.ingress.kubernetes.io/actions.'))
    .flatMap(([, value]) => recordsIn(valueAt(parsed(value), ['forwardConfig', 'targetGroups'])))
    .flatMap(([, { serviceName }]) => (typeof serviceName === 'string' ? [serviceName] : []));
}

function parsed(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
