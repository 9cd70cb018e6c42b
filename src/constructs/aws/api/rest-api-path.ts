import type { Construct } from 'constructs';
import { Method, type MethodSpec, Resource } from '../../../../imports/apigateway.services.k8s.aws';
import { known, TracedConstruct } from '../../structure';
import { adopted, created, type Ownership } from '../ownership';
import type { RestApi } from './rest-api';
import { apiMetadata } from './rest-api-order';

/** The two paths of an API that hands every request on: its root, and everything below. */
export type ApiPathName = 'root' | 'proxy';

/** How an object names the path that it belongs to: by id what exists, by reference what Garam makes. */
export type ApiPathAddress =
  { readonly resourceId: string } | { readonly resourceRef: { readonly from: { readonly name: string } } };

export interface RestApiPathProps {
  readonly api: RestApi;
  readonly path: ApiPathName;
  /** Whether callers must send an API key. Known only for an API that Garam makes: an existing one keeps its own. */
  readonly apiKeyRequired: boolean;
}

const PATH_PART = '{proxy+}';

/**
 * `/` or `/{proxy+}` with its method ANY. The root has no object of its own: it comes with the API, and a Resource
 * without a path part is invalid.
 */
export class RestApiPath extends TracedConstruct {
  /** First part of the names of all objects of this path. */
  readonly name: string;
  readonly path: ApiPathName;
  readonly address: ApiPathAddress;
  /** What a deployment takes a snapshot of. */
  readonly content: MethodSpec;

  constructor(scope: Construct, id: string, props: RestApiPathProps) {
    super(scope, id);
    const { api, path, apiKeyRequired } = props;
    this.name = `${api.name}-${path}`;
    this.path = path;
    this.address = path === 'root' ? { resourceId: known(api.source.rootId) } : this.resource(api);
    this.content = this.method(api, apiKeyRequired);
  }

  private resource(api: RestApi): ApiPathAddress {
    const { source } = api;
    if (source.type === 'new') {
      this.object(api, created(), { parentId: known(source.rootId) });
      return { resourceRef: { from: { name: this.name } } };
    }
    const resourceId = known(source.proxyId);
    this.object(api, adopted({ id: resourceId, restAPIID: source.id }), {});
    return { resourceId };
  }

  private object({ namespace, address }: RestApi, ownership: Ownership, parent: { parentId?: string }): void {
    new Resource(this, 'path', {
      metadata: apiMetadata(this, 'paths', { name: this.name, namespace, ownership, stateful: false }),
      spec: { ...address, ...parent, pathPart: PATH_PART },
    });
  }

  private method(api: RestApi, apiKeyRequired: boolean): MethodSpec {
    const existing = existingMethod(api, this.address);
    const own = {
      apiKeyRequired,
      ...(this.path === 'proxy' && { requestParameters: { 'method.request.path.proxy': true } }),
    };
    const content = {
      ...api.address,
      ...this.address,
      httpMethod: 'ANY',
      authorizationType: 'NONE',
      ...(existing ? {} : own),
    };
    new Method(this, 'any', {
      metadata: apiMetadata(this, 'methods', {
        name: `${this.name}-any`,
        namespace: api.namespace,
        ownership: existing ?? created(),
        stateful: false,
      }),
      spec: content,
    });
    return content;
  }
}

/** How the controller finds the method that an existing API has; nothing for an API that Garam makes. */
function existingMethod({ source }: RestApi, address: ApiPathAddress): Ownership | undefined {
  if (source.type === 'new' || !('resourceId' in address)) return undefined;
  return adopted({ httpMethod: 'ANY', resourceID: address.resourceId, restAPIID: source.id });
}
