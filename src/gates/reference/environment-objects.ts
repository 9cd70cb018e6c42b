import type { Declared, Manifest, Model, ModelEnvironment } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { once } from '../pod/once';
import { isRecord, recordsIn, valueAt } from '../schema/json-path';

/** Namespaces that are there before anything of ours: Kubernetes' own, and Argo CD's. */
const GIVEN_NAMESPACES = ['argocd', 'default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What one environment holds, by kind, namespace and name: where a reference looks for what it names. */
export class EnvironmentObjects {
  /** Namespaces that charts of the environment fill: who lives there is not known here. */
  readonly chartNamespaces: ReadonlySet<string>;
  private readonly byPlace = new Map<string, Map<string, Manifest>>();
  private readonly byKind = new Map<string, Manifest[]>();

  /**
   * @param manifests the environment's objects of both trees
   * @param facts the environment itself; absent when the model does not tell
   * @param declarations what its constructs declared beside their objects
   */
  constructor(
    readonly manifests: readonly Manifest[],
    readonly facts: ModelEnvironment | undefined,
    readonly declarations: readonly Declared[] = [],
  ) {
    for (const manifest of manifests) this.add(manifest);
    this.chartNamespaces = new Set(this.all('argoproj.io/Application').flatMap(chartNamespace));
  }

  /** Whether these are the very objects, facts and declarations that it was made of. */
  consistsOf({ manifests, facts, declarations }: Parts): boolean {
    return facts === this.facts && same(manifests, this.manifests) && same(declarations, this.declarations);
  }

  private add(manifest: Manifest): void {
    const kind = groupKindOf(manifest.object);
    const { name, namespace } = manifest.object.metadata;
    const ofKind = this.byKind.get(kind);
    if (ofKind === undefined) this.byKind.set(kind, [manifest]);
    else ofKind.push(manifest);
    const place = placeKey(kind, namespace);
    const names = this.byPlace.get(place);
    if (names === undefined) this.byPlace.set(place, new Map([[name, manifest]]));
    else if (!names.has(name)) names.set(name, manifest);
  }

  /** Objects of a kind (`apps/Deployment`, `Service`), in order of their paths. */
  all(kind: string): readonly Manifest[] {
    return this.byKind.get(kind) ?? [];
  }

  /** @param namespace undefined for objects of the whole cluster */
  find(kind: string, namespace: string | undefined, name: unknown): Manifest | undefined {
    return typeof name === 'string' ? this.byPlace.get(placeKey(kind, namespace))?.get(name) : undefined;
  }

  /** Names of a kind in a namespace, for messages. */
  names(kind: string, namespace: string | undefined): readonly string[] {
    return [...(this.byPlace.get(placeKey(kind, namespace))?.keys() ?? [])];
  }

  /** Whether everything in the namespace is declared here, so that what is not here does not exist. */
  isClosed(namespace: string): boolean {
    return !this.chartNamespaces.has(namespace) && this.find('Namespace', undefined, namespace) !== undefined;
  }

  /** Whether the namespace will exist: declared, filled by a chart, or given with the cluster. */
  hasNamespace(name: string): boolean {
    if (this.find('Namespace', undefined, name) !== undefined) return true;
    return this.chartNamespaces.has(name) || GIVEN_NAMESPACES.includes(name);
  }

  /** Every namespace that will exist, for messages. */
  get namespaces(): readonly string[] {
    return [...new Set([...this.names('Namespace', undefined), ...this.chartNamespaces, ...GIVEN_NAMESPACES])];
  }
}

/** What an environment consists of. */
type Parts = Pick<EnvironmentObjects, 'manifests' | 'facts' | 'declarations'>;

function same<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

const latest = new WeakMap<Manifest, EnvironmentObjects>();

/** Models that differ in one environment have the others in common: what was found out about those stays known. */
function shared(parts: Parts): EnvironmentObjects {
  const { manifests, facts, declarations } = parts;
  const [first] = manifests;
  const before = first && latest.get(first);
  if (before?.consistsOf(parts)) return before;
  const made = new EnvironmentObjects(manifests, facts, declarations);
  if (first) latest.set(first, made);
  return made;
}

function placeKey(kind: string, namespace: string | undefined): string {
  return `${kind} ${namespace ?? ''}`;
}

function chartNamespace({ object }: Manifest): readonly string[] {
  const source = valueAt(object, ['spec', 'source']);
  const sources = [source, ...recordsIn(valueAt(object, ['spec', 'sources'])).map(([, each]) => each)];
  const namespace = valueAt(object, ['spec', 'destination', 'namespace']);
  const isChart = sources.some(each => isRecord(each) && each.chart !== undefined);
  return isChart && typeof namespace === 'string' ? [namespace] : [];
}

/** The objects of each environment of a model. */
export const environmentsOf = once((model: Model): readonly EnvironmentObjects[] => {
  const manifests = new Map<string, Manifest[]>();
  for (const manifest of model.manifests) {
    const own = manifests.get(manifest.environment);
    if (own === undefined) manifests.set(manifest.environment, [manifest]);
    else own.push(manifest);
  }
  const facts = new Map(model.environments.map(environment => [environment.name, environment]));
  return [...manifests].map(([name, own]) => {
    const declarations = model.declarations.filter(({ environment }) => environment === name);
    return shared({ manifests: own, facts: facts.get(name), declarations });
  });
});
