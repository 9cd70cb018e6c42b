import { KubeError } from './kube-error';
import type { KubeConnection } from './kube-connection';

/** How objects of one kind are addressed. */
export interface Resource {
  /** Plural that stands in the path (`networkpolicies`). */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** What names an object. */
export interface ObjectKey {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** Knows, from the server's own word, which paths the kinds have. */
export class ResourcePaths {
  private readonly known = new Map<string, Map<string, Resource>>();

  constructor(private readonly connection: KubeConnection) {}

  /** Path of one object. */
  async ofObject(key: ObjectKey): Promise<string> {
    return `${await this.ofKind(key.apiVersion, key.kind, key.metadata.namespace)}/${key.metadata.name}`;
  }

  /**
   * Path of all objects of a kind: of one namespace, or of all without one.
   * @throws KubeError 404 when the server has no such kind
   */
  async ofKind(apiVersion: string, kind: string, namespace?: string): Promise<string> {
    const { plural, namespaced } = await this.resource(apiVersion, kind);
    const inside = namespaced && namespace !== undefined ? `/namespaces/${namespace}` : '';
    return `${groupPath(apiVersion)}${inside}/${plural}`;
  }

  private async resource(apiVersion: string, kind: string): Promise<Resource> {
    const found = this.known.get(apiVersion)?.get(kind);
    if (found) return found;
    // A kind that was not there may have come since: a CRD is established.
    this.known.set(apiVersion, await this.discover(apiVersion));
    const fresh = this.known.get(apiVersion)?.get(kind);
    if (!fresh) throw new KubeError(404, 'NotFound', `the server has no ${kind} in ${apiVersion}`);
    return fresh;
  }

  private async discover(apiVersion: string): Promise<Map<string, Resource>> {
    const { body } = await this.connection.send({ method: 'GET', path: groupPath(apiVersion) });
    const { resources } = JSON.parse(body) as {
      resources: readonly { name: string; kind: string; namespaced: boolean }[];
    };
    const main = resources.filter(({ name }) => !name.includes('/'));
    return new Map(main.map(({ name, kind, namespaced }) => [kind, { plural: name, namespaced }]));
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
