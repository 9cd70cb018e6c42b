import type { Construct } from 'constructs';
import { azureOf } from '../../constructs/azure';
import type { AnsweredPath, PublicAddressProps } from '../../constructs/monitoring';
import { Certificate, NginxIngress, type AzureDnsProof, type RateLimit } from '../../constructs/routing';
import { known, TracedConstruct } from '../../constructs/structure';
import type { Fact, PodEndpoint } from '../../model';
import { SERVICES, type ServiceName } from './services';

/** Zone of Azure DNS that holds the host, in the place's own subscription. */
export interface AzureDnsValues {
  readonly type: 'azure-dns';
  readonly zone: Fact<string>;
  readonly resourceGroup: Fact<string>;
  /** Client id of the identity that cert-manager runs with. */
  readonly clientId: Fact<string>;
}

/** What differs between the ways into two places. */
export interface RouteValues {
  readonly host: Fact<string>;
  /** How the certificate authority is shown that the host is ours. */
  readonly proof: AzureDnsValues;
  /** Address that hears of a certificate that runs out. */
  readonly contact: Fact<string>;
  /** Requests of one address. @default unlimited */
  readonly rateLimit?: RateLimit;
}

export interface TripgenRoutesProps extends RouteValues {
  readonly namespace: string;
  readonly services: Readonly<Record<ServiceName, PodEndpoint>>;
}

/** Path of each service's API. No document names them: the services' own contract does (docs/contracts/tripgen.md). */
const PATHS: Readonly<Record<ServiceName, string>> = {
  'user-service': '/api/users',
  'location-service': '/api/locations',
  'ai-service': '/api/ai',
  'trip-service': '/api/trips',
};

/**
 * Health is not reachable from outside; what is, asks for a token. Who has none is turned away by the service itself
 * (docs/contracts/tripgen.md): NGINX without a service answers 502, and 404 where no route leads.
 */
function answers(services: TripgenRoutesProps['services']): PublicAddressProps['answers'] {
  const of = (name: ServiceName): AnsweredPath => ({
    service: services[name],
    paths: [PATHS[name]],
    module: 'http_401',
    requirements: ['TG-01'],
  });
  const [first, ...others] = SERVICES;
  return [of(first), ...others.map(of)];
}

/** One host with HTTPS in front of the four services. (TG-01, D-04) */
export class TripgenRoutes extends TracedConstruct {
  constructor(scope: Construct, id: string, props: TripgenRoutesProps) {
    super(scope, id);
    const { namespace, rateLimit, services } = props;
    const host = known(props.host);
    const certificate = new Certificate(this, 'tripgen', {
      namespace,
      hosts: [host],
      proof: this.proof(props.proof),
      contact: known(props.contact),
    });
    new NginxIngress(this, 'tripgen-routes', {
      namespace,
      host,
      certificate: certificate.secret,
      routes: Object.fromEntries(
        Object.entries(PATHS).map(([service, path]) => [path, services[service as ServiceName]]),
      ),
      answers: answers(services),
      // A plan that the AI makes takes its time.
      answerWithin: 120,
      ...(rateLimit && { rateLimit }),
    });
    this.tokenContract(namespace, host);
  }

  /** What the application alone can give: by it one sees from outside that each service is there. */
  private tokenContract(namespace: string, host: string): void {
    const paths = Object.values(PATHS);
    this.declare({
      type: 'contract',
      id: `${namespace}-without-token`,
      owner: 'application team',
      statement: `Who asks https://${host} for ${paths.join(', ')} and shows no token gets 401, of each service itself and without a redirect.`,
      check:
        `for path in ${paths.join(' ')}; do curl --silent --output /dev/null --write-out '%{http_code}\\n' ` +
        `https://${host}$path; done`,
      expect: paths.map(() => '401').join('\n'),
      requirements: ['TG-01'],
    });
  }

  private proof({ type, zone, resourceGroup, clientId }: AzureDnsValues): AzureDnsProof {
    const { subscription } = azureOf(this);
    return { type, subscription, zone: known(zone), resourceGroup: known(resourceGroup), clientId: known(clientId) };
  }
}
