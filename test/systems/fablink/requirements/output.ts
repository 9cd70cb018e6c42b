import type {
  ContractDeclaration,
  Declaration,
  Declared,
  KubeObject,
  Manifest,
  ModelEnvironment,
} from '../../../../src/model';
import { read } from '../../../constructs/read';
import { realModel } from '../../../real-model';

/** Systems beside FabLink, which have requirements of their own. */
const BESIDE = /^(?:monitoring|logs|node-logs|traces|container-insights)\b/;

/** What FabLink really becomes in one environment: its objects and declarations, found by name. */
export class Output {
  constructor(readonly environment: string) {}

  /** Objects of `dist/` and, where asked for, of `argocd/`. */
  manifests(tree: Manifest['tree'] = 'dist'): Manifest[] {
    return realModel().manifests.filter(
      each => each.environment === this.environment && each.tree === tree && !BESIDE.test(each.application),
    );
  }

  /** All objects of a kind (of a group, where two groups have the kind). */
  all(kind: string, group?: string): KubeObject[] {
    const objects = this.manifests().map(manifest => manifest.object);
    return objects.filter(each => each.kind === kind && (group === undefined || groupOf(each) === group));
  }

  /**
   * The one object `Kind/name`, in either tree; `name` may end in `*` where it carries a hash.
   * @throws Error when there is none, or more than one
   */
  object(kindAndName: string): KubeObject {
    const matches = (name: string) =>
      kindAndName.endsWith('*') ? name.startsWith(kindAndName.slice(0, -1)) : name === kindAndName;
    const found = [...this.manifests(), ...this.manifests('argocd')]
      .map(manifest => manifest.object)
      .filter(each => matches(`${each.kind}/${each.metadata.name}`));
    const [object] = found;
    if (object === undefined || found.length > 1)
      throw new Error(`${this.environment} has ${found.length} objects ${kindAndName}`);
    return object;
  }

  /** The value at a path of an object. */
  value(kindAndName: string, path: string): unknown {
    return read(this.object(kindAndName), path);
  }

  /** A JSON document inside an object (a policy). */
  document(kindAndName: string, path: string): unknown {
    return JSON.parse(String(this.value(kindAndName, path)));
  }

  declared<T extends Declaration['type']>(type: T): Declared<Extract<Declaration, { type: T }>>[] {
    return realModel().declarations.filter(
      (each): each is Declared<Extract<Declaration, { type: T }>> =>
        each.environment === this.environment && each.type === type && !BESIDE.test(each.provenance.construct),
    );
  }

  /** @throws Error when there is no contract of that id */
  contract(id: string): ContractDeclaration {
    const found = this.declared('contract').find(each => each.id === id);
    if (!found) throw new Error(`${this.environment} has no contract ${id}`);
    return found;
  }

  /** Ids of the contracts whose check must print this text. */
  contractsExpecting(text: string): string[] {
    return this.declared('contract')
      .filter(({ expect }) => expect.includes(text))
      .map(({ id }) => id);
  }

  /** Facts of the place. */
  get place(): ModelEnvironment {
    const found = realModel().environments.find(each => each.name === this.environment);
    if (!found) throw new Error(`no environment ${this.environment}`);
    return found;
  }
}

export const dev = new Output('fablink-dev');
export const prod = new Output('fablink-prod');

/** API group of an object; empty for Kubernetes' own core. */
export function groupOf({ apiVersion }: KubeObject): string {
  return apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
}

export function annotationsOf(object: KubeObject): Readonly<Record<string, string>> {
  return object.metadata.annotations ?? {};
}

/** `Kind/name` of each object, sorted. */
export function namesOf(objects: readonly KubeObject[]): string[] {
  return objects.map(each => `${each.kind}/${each.metadata.name}`).sort();
}
