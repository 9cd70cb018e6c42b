import type { KubeObject } from '../../model';
import { KubeConnection, type KubeAccess, type KubeAnswer } from './kube-connection';
import { KubeError } from './kube-error';
import { ResourcePaths, type ObjectKey } from './resource-paths';
import { watchPath, type Watch, type WatchEvent } from './watch';

/** An object as a server answers it. */
export type LiveObject = KubeObject & {
  readonly metadata: KubeObject['metadata'] & {
    readonly uid: string;
    readonly resourceVersion: string;
    readonly managedFields?: readonly unknown[];
  };
};

/** An answer with the warnings that came along. */
export interface Answered {
  readonly object: LiveObject;
  readonly warnings: readonly string[];
}

export interface ApplyOptions {
  /** @default `argocd-controller`: who applies dist/ in a real cluster */
  readonly manager?: string;
  /** Everything is checked and nothing kept. @default false */
  readonly dryRun?: boolean;
  /** The object's text, when these very bytes are to be read by the server. @default the object as JSON */
  readonly text?: string;
}

/** A small Kubernetes client for proofs: server-side apply with strict validation, and plain reads and writes. */
export class KubeClient {
  private readonly connection: KubeConnection;
  private readonly paths: ResourcePaths;
  private readonly watches: Watch[] = [];

  constructor(private readonly access: KubeAccess) {
    this.connection = new KubeConnection(access);
    this.paths = new ResourcePaths(this.connection);
  }

  /** Server-side apply, strict: an unknown or double field is refused. Conflicts are forced, as Argo CD does. */
  async apply(
    object: KubeObject,
    { manager = 'argocd-controller', dryRun, text }: ApplyOptions = {},
  ): Promise<Answered> {
    const answer = await this.connection.send({
      method: 'PATCH',
      path: await this.paths.ofObject(object),
      query: { fieldManager: manager, force: 'true', fieldValidation: 'Strict', ...dry(dryRun) },
      body: text ?? JSON.stringify(object),
      contentType: 'application/apply-patch+yaml',
    });
    return answered(answer);
  }

  /** Creates an object, strictly validated. `metadata.generateName` will do for a name. */
  async create(object: Omit<KubeObject, 'metadata'> & { metadata: object }, dryRun = false): Promise<Answered> {
    const key = object as unknown as ObjectKey;
    const answer = await this.connection.send({
      method: 'POST',
      path: await this.paths.ofKind(key.apiVersion, key.kind, key.metadata.namespace),
      query: { fieldManager: 'garam', fieldValidation: 'Strict', ...dry(dryRun) },
      body: JSON.stringify(object),
    });
    return answered(answer);
  }

  /** One object; `undefined` when there is none. */
  async get(key: ObjectKey): Promise<LiveObject | undefined> {
    try {
      const { body } = await this.connection.send({ method: 'GET', path: await this.paths.ofObject(key) });
      return JSON.parse(body) as LiveObject;
    } catch (error) {
      if (error instanceof KubeError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** All objects of a kind, of one namespace or of all. `query` may carry `labelSelector` and `fieldSelector`. */
  async list(
    apiVersion: string,
    kind: string,
    namespace?: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<readonly LiveObject[]> {
    const path = await this.paths.ofKind(apiVersion, kind, namespace);
    const { body } = await this.connection.send({ method: 'GET', path, query });
    // The items of a list leave out what the list says for all.
    return (JSON.parse(body) as { items: LiveObject[] }).items.map(item => ({ ...item, apiVersion, kind }));
  }

  /**
   * Tells every write to the objects of a kind in a namespace, or in all, from now on: those that are there come first,
   * as `ADDED`.
   */
  async watch(
    apiVersion: string,
    kind: string,
    namespace: string | undefined,
    tell: (event: WatchEvent<LiveObject>) => void,
  ): Promise<Watch> {
    const path = await this.paths.ofKind(apiVersion, kind, namespace);
    const { body } = await this.connection.send({ method: 'GET', path });
    const { metadata, items } = JSON.parse(body) as { metadata: { resourceVersion: string }; items: LiveObject[] };
    for (const item of items) tell({ type: 'ADDED', object: { ...item, apiVersion, kind } });
    const watch = watchPath(this.access, path, metadata.resourceVersion, tell);
    this.watches.push(watch);
    return watch;
  }

  /** Changes an object by a merge patch (RFC 7386), or its `status`. */
  async mergePatch(key: ObjectKey, patch: object, subresource?: 'status' | 'scale'): Promise<LiveObject> {
    const path = await this.paths.ofObject(key);
    const { body } = await this.connection.send({
      method: 'PATCH',
      path: subresource === undefined ? path : `${path}/${subresource}`,
      query: { fieldManager: 'garam' },
      body: JSON.stringify(patch),
      contentType: 'application/merge-patch+json',
    });
    return JSON.parse(body) as LiveObject;
  }

  /** Removes an object at once; one that is gone is fine. */
  async remove(key: ObjectKey): Promise<void> {
    const path = await this.paths.ofObject(key);
    try {
      await this.connection.send({ method: 'DELETE', path, query: { propagationPolicy: 'Background' } });
    } catch (error) {
      if (!(error instanceof KubeError) || error.status !== 404) throw error;
    }
  }

  /** Text at a path of the server (`/readyz`, `/version`). */
  async text(path: string): Promise<string> {
    return (await this.connection.send({ method: 'GET', path })).body;
  }

  /** Closes the connections that are kept, and ends watches: one that nobody stopped would look for its server for ever. */
  close(): void {
    for (const watch of this.watches) watch.end();
    this.connection.close();
  }
}

function dry(dryRun: boolean | undefined): Record<string, string> {
  return dryRun ? { dryRun: 'All' } : {};
}

function answered({ body, warnings }: KubeAnswer): Answered {
  return { object: JSON.parse(body) as LiveObject, warnings };
}
