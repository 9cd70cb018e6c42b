import type { Construct } from 'constructs';
import { RestApi as AckRestApi } from '../../../../imports/apigateway.services.k8s.aws';
import type { Fact } from '../../../model';
import { TracedConstruct } from '../../structure';
import { awsOf, awsTagMap } from '../aws-cloud';
import { adopted, created } from '../ownership';
import { apiMetadata } from './rest-api-order';

/** A REST API that somebody else made, with its paths `/` and `/{proxy+}` and their ANY methods (D-25). */
export interface ExistingRestApi {
  readonly type: 'existing';
  readonly id: string;
  readonly description: string;
  /** All tags that its owner gave it. */
  readonly tags: Readonly<Record<string, string>>;
  /** Id of the path `/`. */
  readonly rootId: Fact<string>;
  /** Id of the path `/{proxy+}`. */
  readonly proxyId: Fact<string>;
}

/** A REST API that Garam makes. */
export interface NewRestApi {
  readonly type: 'new';
  readonly description: string;
  /** Id of the path `/`: AWS chooses it with the API, and ACK can name it in no other way. Read after the first sync. */
  readonly rootId: Fact<string>;
}

export interface RestApiProps {
  readonly namespace: string;
  readonly source: ExistingRestApi | NewRestApi;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** How an object names the REST API that it belongs to: by id what exists, by reference what Garam makes. */
export type RestApiAddress =
  { readonly restApiid: string } | { readonly restApiRef: { readonly from: { readonly name: string } } };

/** A regional REST API of API Gateway. The construct's id is its name. (FD-10, FP-10) */
export class RestApi extends TracedConstruct {
  readonly name: string;
  readonly namespace: string;
  readonly region: string;
  readonly source: ExistingRestApi | NewRestApi;
  readonly address: RestApiAddress;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
  /** The API's id, or the shell's substitution that finds it: for the commands of contracts. */
  readonly idInShell: string;

  constructor(scope: Construct, name: string, props: RestApiProps) {
    super(scope, name);
    const { namespace, source, requirements } = props;
    this.name = name;
    this.namespace = namespace;
    this.source = source;
    this.requirements = requirements;
    this.region = awsOf(this).region;
    this.address = source.type === 'existing' ? { restApiid: source.id } : { restApiRef: { from: { name } } };
    this.idInShell = source.type === 'existing' ? source.id : this.lookup();
    this.object();
  }

  private object(): void {
    const { name, namespace, source } = this;
    const existing = source.type === 'existing';
    const ownership = existing ? adopted({ id: source.id }) : created();
    new AckRestApi(this, 'api', {
      // A new API has a new id, and with it a new address: losing it breaks every caller.
      metadata: apiMetadata(this, 'api', { name, namespace, ownership, stateful: !existing }),
      spec: {
        name,
        endpointConfiguration: { types: ['REGIONAL'] },
        description: source.description,
        ...(existing ? { tags: source.tags } : { apiKeySource: 'HEADER', tags: awsTagMap(this) }),
      },
    });
  }

  private lookup(): string {
    const query = `items[?name=='${this.name}'].id`;
    return `$(aws apigateway get-rest-apis --region ${this.region} --query "${query}" --output text)`;
  }
}
