import { isDeepStrictEqual } from 'node:util';
import type { Declared, Endpoint, Model, OpenTrafficDeclaration, PodEndpoint, WorkloadDeclaration } from '../../model';
import { byPlace, placeKey, podIndexOf, type PodIndex, type PodTemplate } from '../pod/pod-template';
import { LabelIndex, selects, type Labels } from '../pod/selector';
import type { Policy } from './policy';
import { containerPorts } from './service';

/** A declared workload beside what its pods look like. */
export interface DeclaredPods {
  readonly declaration: Declared<WorkloadDeclaration>;
  /** Labels of its pods; those of the declaration's selector where nothing makes such pods. */
  readonly labels: Labels;
  /** Numbers of the ports that the pods name. */
  readonly portNames: ReadonlyMap<unknown, unknown>;
}

/** Who calls whom, as the workloads of a model declare it. */
export class DeclaredTraffic {
  readonly workloads: readonly DeclaredPods[];
  private readonly open: readonly Declared<OpenTrafficDeclaration>[];
  private readonly pods: PodIndex;
  private readonly places: ReadonlyMap<string, LabelIndex<DeclaredPods>>;
  private readonly callers = new Map<string, DeclaredPods[]>();
  private readonly namespaces: ReadonlyMap<string, Labels>;

  constructor(model: Model) {
    this.pods = podIndexOf(model);
    this.open = model.declarations.filter(
      (each): each is Declared<OpenTrafficDeclaration> => each.type === 'open-traffic',
    );
    this.workloads = model.declarations
      .filter((each): each is Declared<WorkloadDeclaration> => each.type === 'workload')
      .map(declaration => ({ declaration, ...this.seen(declaration.environment, declaration) }));
    const places = byPlace(this.workloads, ({ declaration }) =>
      placeKey(declaration.environment, declaration.namespace),
    );
    this.places = new Map([...places].map(([place, list]) => [place, new LabelIndex(list, ({ labels }) => labels)]));
    this.namespaces = namespaceLabels(model);
    for (const workload of this.workloads) this.note(workload);
  }

  private note(workload: DeclaredPods): void {
    const { calls, environment } = workload.declaration;
    for (const call of calls) {
      if (call.type !== 'pods') continue;
      const key = endpointKey(environment, call);
      const list = this.callers.get(key);
      if (list === undefined) this.callers.set(key, [workload]);
      else list.push(workload);
    }
  }

  /** Labels and port names of the pods that a declaration or an endpoint means. */
  seen(
    environment: string,
    { namespace, selector }: Pick<PodEndpoint, 'namespace' | 'selector'>,
  ): Pick<DeclaredPods, 'labels' | 'portNames'> {
    const templates = this.pods.matching(environment, namespace, { matchLabels: selector });
    return { labels: templates[0]?.labels ?? selector, portNames: new Map(templates.flatMap(namedPorts)) };
  }

  /** Whether a policy is one that a document asks for, to leave all pods open but those that it names (D-01). */
  isOpen({ manifest: { environment, object }, namespace, selector }: Policy): boolean {
    const declared = this.open.find(
      each => each.environment === environment && each.namespace === namespace && each.policy === object.metadata.name,
    );
    if (declared === undefined) return false;
    const { label: key, values } = declared.except;
    return isDeepStrictEqual(selector, { matchExpressions: [{ key, operator: 'NotIn', values }] });
  }

  /** Declared workloads whose pods a policy selects. */
  selectedBy(environment: string, namespace: string, selector: unknown): readonly DeclaredPods[] {
    return this.places.get(placeKey(environment, namespace))?.matching(selector) ?? [];
  }

  /** Declared workloads that call an endpoint. */
  callersOf(environment: string, endpoint: PodEndpoint): readonly DeclaredPods[] {
    return this.callers.get(endpointKey(environment, endpoint)) ?? [];
  }

  /** Whether a namespace selector selects a namespace. */
  inNamespace(environment: string, namespace: string, selector: unknown): boolean {
    const labels = this.namespaces.get(placeKey(environment, namespace));
    return selects(selector, { ...labels, 'kubernetes.io/metadata.name': namespace });
  }
}

function namedPorts(template: PodTemplate): readonly (readonly [unknown, unknown])[] {
  return containerPorts(template).map(({ name, port }) => [name, port]);
}

function namespaceLabels(model: Model): ReadonlyMap<string, Labels> {
  return new Map(
    model.manifests
      .filter(({ object }) => object.kind === 'Namespace' && object.apiVersion === 'v1')
      .map(({ environment, object }) => [placeKey(environment, object.metadata.name), object.metadata.labels ?? {}]),
  );
}

function endpointKey(environment: string, { namespace, service, port, protocol }: PodEndpoint): string {
  return [environment, namespace, service, port, protocol].join('/');
}

/** An endpoint as a message shows it: `fablink-backend:8000/TCP`. */
export function shownEndpoint({ service, port, protocol }: Endpoint): string {
  return `${service}:${port}/${protocol}`;
}
