import type { Construct } from 'constructs';
import {
  ApiIntegrationResponse,
  ApiMethodResponse,
  Integration,
  Method,
} from '../../../../imports/apigateway.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { created } from '../ownership';
import type { RestApi } from './rest-api';
import { type ApiStep, apiMetadata } from './rest-api-order';
import type { RestApiPath } from './rest-api-path';

/** Which pages of other origins may call the API. */
export interface Cors {
  /** The one origin, with its scheme (`https://app.example.com`). */
  readonly origin: string;
}

export interface RestApiPreflightProps {
  readonly api: RestApi;
  readonly path: RestApiPath;
  readonly cors: Cors;
}

/** Answer to a preflight: success without a body. */
const NO_CONTENT = '204';

const HEADER = 'method.response.header.';

/** Timeout that AWS gives an integration, in milliseconds. Written out, or the controller sees a difference for ever. */
const TIMEOUT = 29_000;

/** What the backend's answers must repeat for the origin to read them is the application's; this answers preflights. */
function headers({ origin }: Cors): Readonly<Record<string, string>> {
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT',
    'Access-Control-Allow-Headers': 'Authorization,Content-Type,X-Api-Key,X-CSRFToken',
    'Access-Control-Max-Age': '600',
  };
}

/**
 * Answers a browser's preflight at the gateway: a method OPTIONS over a MOCK integration. A browser sends no API key
 * with a preflight, so none is asked for. (FD-10)
 */
export class RestApiPreflight extends TracedConstruct {
  /** What a deployment takes a snapshot of. */
  readonly content: readonly object[];

  constructor(scope: Construct, id: string, props: RestApiPreflightProps) {
    super(scope, id);
    const method = { ...props.api.address, ...props.path.address, httpMethod: 'OPTIONS' };
    const answer = { ...method, statusCode: NO_CONTENT };
    const values = headers(props.cors);
    const specs = {
      method: { ...method, authorizationType: 'NONE', apiKeyRequired: false },
      integration: { ...method, ...mock(`${props.path.name}-options`) },
      methodResponse: { ...answer, responseParameters: parameters(values, () => true) },
      integrationResponse: { ...answer, responseParameters: parameters(values, value => `'${value}'`) },
    };
    const metadata = (step: ApiStep) =>
      apiMetadata(this, step, {
        name: `${props.path.name}-options`,
        namespace: props.api.namespace,
        ownership: created(),
        stateful: false,
      });
    new Method(this, 'method', { metadata: metadata('methods'), spec: specs.method });
    new Integration(this, 'integration', { metadata: metadata('integrations'), spec: specs.integration });
    new ApiMethodResponse(this, 'method-response', { metadata: metadata('integrations'), spec: specs.methodResponse });
    new ApiIntegrationResponse(this, 'response', { metadata: metadata('responses'), spec: specs.integrationResponse });
    this.content = Object.values(specs);
  }
}

function mock(cacheNamespace: string) {
  return {
    type: 'MOCK',
    // Read back as `httpMethod`, which the controller compares with the method's.
    integrationHttpMethod: 'OPTIONS',
    requestTemplates: { 'application/json': `{"statusCode": ${NO_CONTENT}}` },
    passthroughBehavior: 'WHEN_NO_MATCH',
    cacheNamespace,
    timeoutInMillis: TIMEOUT,
  };
}

function parameters<V>(values: Readonly<Record<string, string>>, of: (value: string) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(values).map(([header, value]) => [HEADER + header, of(value)]));
}
