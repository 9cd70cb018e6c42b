import type { Construct } from 'constructs';
import { Integration, type IntegrationSpec } from '../../../../imports/apigateway.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { created } from '../ownership';
import type { RestApi } from './rest-api';
import { freeMethod, methodParameter, readableAnswers } from './rest-api-contract';
import { type Cors, RestApiPreflight } from './rest-api-cors';
import { apiMetadata } from './rest-api-order';
import { type ApiPathName, RestApiPath } from './rest-api-path';
import type { VpcLink } from './vpc-link';

export interface RestApiProxyProps {
  readonly api: RestApi;
  /** Way to the load balancer that answers. */
  readonly through: VpcLink;
  /** Whether callers must send an API key. */
  readonly apiKeyRequired: boolean;
  /** Pages of another origin that may call. @default none */
  readonly cors?: Cors;
}

const PATHS: readonly ApiPathName[] = ['root', 'proxy'];

/** Longest that AWS lets a backend take, in milliseconds. Written out, or the controller sees a difference for ever. */
const TIMEOUT = 29_000;

/** Hands every request of an API, on `/` and below, to a load balancer as it came. (FD-10, FP-10) */
export class RestApiProxy extends TracedConstruct {
  /** All that a deployment takes a snapshot of: when it changes, a new deployment is due. */
  readonly content: readonly object[];

  constructor(scope: Construct, id: string, props: RestApiProxyProps) {
    super(scope, id);
    this.content = PATHS.flatMap(path => this.proxied(path, props));
    this.contracts(props);
  }

  private contracts({ api, cors }: RestApiProxyProps): void {
    const { source } = api;
    if (source.type === 'existing') {
      this.declare(methodParameter(api, source));
      for (const path of PATHS) this.declare(freeMethod(api, path, source));
    }
    if (cors) this.declare(readableAnswers(api, cors));
  }

  private proxied(name: ApiPathName, { api, through, apiKeyRequired, cors }: RestApiProxyProps): readonly object[] {
    const path = new RestApiPath(this, name, { api, path: name, apiKeyRequired });
    const spec = integration(api, path, through);
    new Integration(path, 'integration', {
      metadata: apiMetadata(this, 'integrations', {
        name: `${path.name}-any`,
        namespace: api.namespace,
        ownership: created(),
        stateful: false,
      }),
      spec,
    });
    const preflight = cors && new RestApiPreflight(path, 'preflight', { api, path, cors });
    return [path.content, spec, ...(preflight?.content ?? [])];
  }
}

function integration(api: RestApi, path: RestApiPath, through: VpcLink): IntegrationSpec {
  const below = path.path === 'proxy';
  return {
    ...api.address,
    ...path.address,
    httpMethod: 'ANY',
    type: 'HTTP_PROXY',
    integrationHttpMethod: 'ANY',
    connectionType: 'VPC_LINK',
    connectionRef: { from: { name: through.name } },
    uri: below ? `${through.url}/{proxy}` : `${through.url}/`,
    ...(below && { requestParameters: { 'integration.request.path.proxy': 'method.request.path.proxy' } }),
    passthroughBehavior: 'WHEN_NO_MATCH',
    cacheNamespace: `${path.name}-any`,
    timeoutInMillis: TIMEOUT,
  };
}
