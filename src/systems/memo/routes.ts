import type { Construct } from 'constructs';
import { Certificate, NginxIngress, type RateLimit } from '../../constructs/routing';
import { known, TracedConstruct } from '../../constructs/structure';
import type { Fact, Origin, PodEndpoint } from '../../model';
import { FRONTEND_HEALTH } from './frontend';
import type { MemoSecrets } from './secrets';

/** How people reach Memo from outside. */
export interface RouteValues {
  readonly host: string;
  /** The ingress controller's pods. */
  readonly controller: Origin;
  /** Address that hears of a certificate that runs out. */
  readonly contact: Fact<string>;
  /** Requests of one address (MM-08). */
  readonly rateLimit: RateLimit;
}

export interface MemoRoutesProps extends RouteValues {
  readonly namespace: string;
  readonly secrets: MemoSecrets;
  readonly fastapi: PodEndpoint;
  readonly frontend: PodEndpoint;
}

/** One host with HTTPS: `/api` is the API's, the rest the front end's. (MM-01, MM-08) */
export class MemoRoutes extends TracedConstruct {
  constructor(scope: Construct, id: string, props: MemoRoutesProps) {
    super(scope, id);
    const { namespace, host, contact, rateLimit, secrets, fastapi, frontend } = props;
    const certificate = new Certificate(this, 'memo', {
      namespace,
      hosts: [host],
      proof: { type: 'cloudflare', token: tokenOf(this, secrets) },
      contact: known(contact),
    });
    new NginxIngress(this, 'memo-routes', {
      namespace,
      host,
      certificate: certificate.secret,
      routes: { '/api': fastapi, '/': frontend },
      answers: [
        { service: frontend, paths: [FRONTEND_HEALTH], requirements: ['MM-01'] },
        { service: fastapi, unseen: 'its own health lies outside of /api, and no document names a path below that' },
      ],
      rateLimit,
    });
  }
}

function tokenOf({ node }: Construct, { dnsToken }: MemoSecrets): NonNullable<MemoSecrets['dnsToken']> {
  if (dnsToken) return dnsToken;
  throw new Error(
    `${node.path}: a host needs a certificate, which needs the token of the domain's zone; ` +
      "no Secret made by hand has one: take this environment's secrets from Vault, or leave its routes out",
  );
}
