import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { PublicAddress, type PublicAddressProps } from '../monitoring';
import { TracedConstruct, wave } from '../structure';

/** Requests that one address may make. */
export interface RateLimit {
  /** Requests a second, over all pods of the controller's replica that answers. */
  readonly requestsPerSecond: number;
  /** Requests beyond the rate that are let through at once; the rest gets 429. */
  readonly burst: number;
}

export interface NginxIngressProps {
  readonly namespace: string;
  readonly host: string;
  /** Service for each prefix of a path, by whole segments; the longest wins. */
  readonly routes: Readonly<Record<string, PodEndpoint>>;
  /** By which paths the world sees whether the services behind the routes answer. */
  readonly answers: PublicAddressProps['answers'];
  /** Secret with the certificate. @default HTTP */
  readonly certificate?: string;
  /** @default none */
  readonly rateLimit?: RateLimit;
  /** Largest body of a request (`8m`). @default the controller's 1m */
  readonly maxBody?: `${number}m`;
  /** Seconds that a service may take to answer. @default the controller's 60 */
  readonly answerWithin?: number;
}

/** Class that the F5 NGINX Ingress Controller serves. */
export const NGINX_CLASS = 'nginx';

/** Way in from the internet through the F5 NGINX Ingress Controller (D-04): no snippets, one host, one Ingress. */
export class NginxIngress extends TracedConstruct {
  constructor(scope: Construct, name: string, props: NginxIngressProps) {
    super(scope, name);
    const { namespace, host, routes, certificate } = props;
    new k8s.KubeIngress(this, 'ingress', {
      metadata: {
        name,
        namespace,
        labels: { 'app.kubernetes.io/name': name },
        annotations: { ...wave('routes'), ...annotations(props) },
      },
      spec: {
        ingressClassName: NGINX_CLASS,
        ...(certificate && { tls: [{ hosts: [host], secretName: certificate }] }),
        rules: [
          {
            host,
            http: { paths: Object.entries(routes).map(([path, { service, port }]) => rule(path, service, port)) },
          },
        ],
      },
    });
    new PublicAddress(this, 'public-address', { origin: `https://${host}`, answers: props.answers });
  }
}

function rule(path: string, name: string, number: number): k8s.HttpIngressPath {
  return { path, pathType: 'Prefix', backend: { service: { name, port: { number } } } };
}

function annotations({ certificate, rateLimit, maxBody, answerWithin }: NginxIngressProps): Record<string, string> {
  const all = {
    ...(certificate && { hsts: 'true' }),
    ...(rateLimit && {
      'limit-req-rate': `${rateLimit.requestsPerSecond}r/s`,
      'limit-req-key': '${binary_remote_addr}',
      'limit-req-zone-size': '10m',
      'limit-req-burst': String(rateLimit.burst),
      'limit-req-no-delay': 'true',
      'limit-req-reject-code': '429',
    }),
    ...(maxBody && { 'client-max-body-size': maxBody }),
    ...(answerWithin && { 'proxy-read-timeout': `${answerWithin}s` }),
  };
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [`nginx.org/${key}`, value]));
}
