import type { Construct, IConstruct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { Place, System, TracedConstruct } from '../structure';
import { AddressProbe } from './address-probe';
import type { ProbeModule } from './probe-modules';

/** A path at which the world sees whether a service answers, to be asked exactly as it stands here (D-10). */
export interface AnsweredPath {
  readonly service: Pick<PodEndpoint, 'service' | 'namespace'>;
  /** Paths, with or without a final slash as the documents give them. */
  readonly paths: readonly [string, ...string[]];
  /** @default http_200 */
  readonly module?: ProbeModule;
  /** Requirements that state it. */
  readonly requirements: readonly string[];
}

/** A service that the world reaches, and why nobody can see from outside whether it answers. */
export interface UnseenService {
  readonly service: Pick<PodEndpoint, 'service' | 'namespace'>;
  readonly unseen: string;
}

export interface PublicAddressProps {
  /** Address without a path (`https://api.example.com`); a REST API's own with its stage. */
  readonly origin: `https://${string}`;
  /** Services that answer there, by the paths that show it. The rules of the first one tell of the certificate. */
  readonly answers: readonly [AnsweredPath, ...(AnsweredPath | UnseenService)[]];
}

/** The blackbox exporter of a place. @returns nothing where nobody looks from outside */
export function proberOf(scope: IConstruct): PodEndpoint | undefined {
  const { watchedBy } = Place.of(scope);
  return watchedBy?.type === 'by-operator' ? watchedBy.prober : undefined;
}

/**
 * An address on the internet. Where the place has a prober, Prometheus has it looked at from outside, and somebody is
 * told when it does not answer.
 */
export class PublicAddress extends TracedConstruct {
  constructor(scope: Construct, id: string, { origin, answers }: PublicAddressProps) {
    super(scope, id);
    const prober = proberOf(this);
    const { hostname: host } = new URL(origin);
    answers.forEach((answer, index) => {
      const { service, namespace } = answer.service;
      if ('unseen' in answer) {
        this.declare({ type: 'public-address', service, namespace, host, unseen: answer.unseen });
        return;
      }
      const urls = answer.paths.map(path => `${origin}${path}`);
      this.declare({ type: 'public-address', service, namespace, host, urls, ...(!prober && { unseen: NO_PROBER }) });
      if (!prober) return;
      const { module = 'http_200', requirements } = answer;
      new AddressProbe(System.of(this).monitoring, `${namespace}-${service}-public`, {
        ...{ service, namespace, host, urls, module, requirements, prober },
        tellsCertificate: index === 0,
      });
    });
  }
}

/** Why nothing is asked in a place that says of nobody who would. */
const NO_PROBER = 'the place has nobody who looks from outside';
