import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  accountLogRole,
  AcmCertificate,
  adopted,
  AlbIngress,
  ApiKey,
  ApiStage,
  type Cors,
  created,
  customDomain,
  executionLogRetention,
  type ExistingRestApi,
  type ExistingTargetGroup,
  type FrontendNlb,
  LogGroup,
  type NetworkLoadBalancer,
  type NewRestApi,
  RestApi,
  RestApiProxy,
  type RetentionDays,
  TargetGroupBinding,
  type TargetHealthCheck,
  usagePlan,
  VpcLink,
  WebAcl,
  webAclAssociation,
  type WebAclProps,
} from '../../constructs/aws';
import { proberOf, PublicAddress, type PublicAddressProps } from '../../constructs/monitoring';
import { known, Place, TracedConstruct } from '../../constructs/structure';
import type { Fact } from '../../model';

/** What every public API of FabLink is made of. */
interface PublicApiFacts {
  /** Name of the REST API (`fablink-prod-api`). */
  readonly name: string;
  readonly stage: string;
  readonly loadBalancer: NetworkLoadBalancer;
  /** CloudWatch log group of the access logs. */
  readonly logGroup: string;
  readonly domain: string;
  /** Pages that may call. @default none */
  readonly cors?: Cors;
  /** Paths that the application answers with 200, without a redirect and whatever the Host header says (D-10). */
  readonly healthPaths: readonly string[];
  readonly requirements: readonly string[];
}

/** The API, its stage and its log group exist and belong to somebody else; what hands requests on is missing. */
export interface ExistingPublicApi extends PublicApiFacts {
  readonly type: 'existing';
  readonly api: ExistingRestApi;
}

/** Nothing exists yet: an API with keys, limits, a web ACL, logs and a domain of its own. */
export interface NewPublicApi extends PublicApiFacts {
  readonly type: 'new';
  readonly api: NewRestApi;
  readonly logRetentionDays: RetentionDays;
  /** Limit of one API key. */
  readonly keyLimit: { readonly requestsPerMinute: number; readonly burst: number };
  /** Limit of one address, over all keys. */
  readonly addressLimit: WebAclProps['addressLimit'];
}

/** What an environment says of the public API. */
export type PublicApiValues = ExistingPublicApi | NewPublicApi;

/** What the system knows of itself. */
export interface PublicApiSurroundings {
  readonly namespace: string;
  /** The backend's Service and port. */
  readonly service: { readonly name: string; readonly port: number };
}

/** From callers to the load balancer: API Gateway with a VPC link, and what guards it. (FD-10, FD-16, FP-10) */
export class FablinkPublicApi extends TracedConstruct {
  constructor(scope: Construct, id: string, props: PublicApiValues & PublicApiSurroundings) {
    super(scope, id);
    const { name, namespace, loadBalancer, cors, logGroup, requirements } = props;
    const guarded = props.type === 'new';
    const api = new RestApi(this, name, { namespace, source: props.api, requirements });
    const link = new VpcLink(this, `${name}-link`, { namespace, loadBalancer });
    const serves = new RestApiProxy(this, 'proxy', { api, through: link, apiKeyRequired: guarded, cors });
    const ownership = guarded ? created() : adopted();
    new LogGroup(this, `${name}-logs`, {
      namespace,
      logGroupName: logGroup,
      ownership,
      ...(guarded && { retentionDays: props.logRetentionDays }),
    });
    new ApiStage(this, props.stage, { api, serves, ownership, logGroup });
    this.declare(customDomain(api, props.stage, { ...props, owner: guarded ? 'platform team' : 'terraform' }));
    if (guarded) this.guard(api, props);
    this.applicationContract(props);
    this.urlContract(api, props);
    new PublicAddress(this, 'public-address', { origin: originOf(api, props), answers: answers(props) });
  }

  private guard(api: RestApi, props: NewPublicApi & PublicApiSurroundings): void {
    const { name, namespace, stage, requirements, keyLimit, addressLimit } = props;
    new AcmCertificate(this, `${name}-certificate`, { namespace, domain: props.domain, requirements });
    const acl = new WebAcl(this, `${name}-acl`, {
      namespace,
      description: `In front of stage ${stage} of ${name}`,
      addressLimit,
    });
    new ApiKey(this, `${name}-client`, { namespace, description: `First client of ${props.domain}`, requirements });
    this.declare(webAclAssociation(api, stage, acl.name));
    this.declare(usagePlan(api, stage, { key: `${name}-client`, ...keyLimit }));
    if (proberOf(this)) {
      // A key of its own: what it asks is taken from no client's limit, and it can be taken away alone.
      const key = `${name}-probe`;
      new ApiKey(this, key, { namespace, description: `Looks at ${props.domain} from outside`, requirements });
      this.declare(usagePlan(api, stage, { key, contract: `${key}-usage-plan`, ...PROBE_LIMIT }));
    }
    this.declare(accountLogRole(this, api));
    this.declare(executionLogRetention(this, api, stage, props.logRetentionDays));
  }

  /** What only the application can give. */
  private applicationContract({
    name,
    namespace,
    service,
    healthPaths,
    requirements,
  }: PublicApiValues & PublicApiSurroundings): void {
    const ask = "curl --silent --output /dev/null --write-out '%{http_code}\\n' --header 'Host: 192.0.2.1'";
    this.declare({
      type: 'contract',
      id: `${name}-health-paths`,
      owner: 'application team',
      statement:
        `${service.name} answers ${healthPaths.join(', ')} with 200, without a redirect and whatever the Host header ` +
        'says: load balancers and kubelets send an address there, API Gateway the name of the load balancer.',
      check:
        `kubectl --namespace ${namespace} port-forward service/${service.name} 18000:${service.port} >/dev/null & ` +
        `sleep 3; for path in ${healthPaths.join(' ')}; do ${ask} http://127.0.0.1:18000$path; done; kill $!`,
      expect: healthPaths.map(() => '200').join('\n'),
      requirements: [...requirements, 'D-10'],
    });
  }

  /** The documented health check as it works: a REST API is called with its stage, a custom domain without. */
  private urlContract(api: RestApi, props: PublicApiValues): void {
    const url = `${originOf(api, props)}/health/`;
    const key = props.type === 'new' ? ' --header "x-api-key: $API_KEY"' : '';
    const origin = props.cors ? ` --header 'Origin: ${props.cors.origin}'` : '';
    const status = "--write-out '%{http_code}'";
    const allowed = "--write-out '%{http_code} %header{access-control-allow-origin}'";
    this.declare({
      type: 'contract',
      id: `${props.name}-health-url`,
      owner: props.cors ? 'application team' : 'platform team',
      statement:
        `${url} answers 200` +
        (props.cors ? `, and lets pages of ${props.cors.origin} read it: a proxy integration adds no headers.` : '.'),
      check: `curl --silent --output /dev/null ${props.cors ? allowed : status}${key}${origin} ${url}`,
      expect: props.cors ? `200 ${props.cors.origin}` : '200',
      requirements: [...props.requirements, 'D-10'],
    });
  }
}

/** Looks at two paths, twice a minute each, with some to spare. */
const PROBE_LIMIT = { requestsPerMinute: 10, burst: 5 };

/** Where the API is called from outside: a REST API with its stage, a custom domain without (D-10). */
function originOf(api: RestApi, props: PublicApiValues): PublicAddressProps['origin'] {
  return props.type === 'existing'
    ? `https://${props.api.id}.execute-api.${api.region}.amazonaws.com/${props.stage}`
    : `https://${props.domain}`;
}

/** Both of the documents' paths: each has to answer by itself, without a redirect to the other (D-10). */
function answers({
  type,
  namespace,
  service: { name: service },
  requirements,
}: PublicApiValues & PublicApiSurroundings): PublicAddressProps['answers'] {
  const paths = ['/health', '/health/'] as const;
  const module = type === 'new' ? 'http_200_with_key' : 'http_200';
  return [{ service: { service, namespace }, paths, module, requirements: [...requirements, 'D-10'] }];
}

/** An existing load balancer sends to a port of every node. (FD-05) */
export interface NodePortEntry {
  readonly type: 'node-port';
  readonly targetGroup: ExistingTargetGroup;
  /** Address ranges that may reach that port. */
  readonly from: readonly string[];
}

/** An ALB sends to pods, behind a network load balancer for the VPC link. (FP-02, D-14) */
export interface AlbEntry {
  readonly type: 'alb';
  /** Subnets of the ALB, one a zone. */
  readonly subnets: Fact<readonly string[]>;
  readonly nlb: FrontendNlb;
  readonly healthCheck: TargetHealthCheck;
  readonly deregistration: Duration;
}

/** What an environment says of the way into the cluster. */
export type EntryValues = NodePortEntry | AlbEntry;

/** Entry into the cluster: what the load balancer sends to. */
export interface FablinkEntryProps {
  readonly namespace: string;
  readonly entry: EntryValues;
  readonly service: { readonly name: string; readonly port: number };
  /** Root service of a weighted release: the release writes an action of that name. @default all to `service` */
  readonly weighted?: string;
}

/** The way from the load balancer to the pods; the object has the construct's id. */
export class FablinkEntry extends TracedConstruct {
  constructor(scope: Construct, id: string, props: FablinkEntryProps) {
    super(scope, id);
    const { namespace, entry, service, weighted } = props;
    switch (entry.type) {
      case 'node-port':
        new TargetGroupBinding(this, id, { namespace, service, targetGroup: entry.targetGroup, from: entry.from });
        return;
      case 'alb': {
        const port = weighted === undefined ? service.port : 'use-annotation';
        new AlbIngress(this, id, {
          namespace,
          routes: [{ path: '/', service: weighted ?? service.name, port }],
          scheme: 'internal',
          subnets: entry.subnets,
          // Only load balancers come in: nobody goes round API Gateway's keys, limits and web ACL.
          inboundCidrs: known(Place.of(this).cluster.network.loadBalancerCidrs),
          healthCheck: entry.healthCheck,
          deregistration: entry.deregistration,
          frontendNlb: entry.nlb,
          deletionProtected: true,
        });
      }
    }
  }
}
