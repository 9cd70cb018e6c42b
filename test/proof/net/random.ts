import type { KubeObject, Manifest } from '../../../src/model';
import { manifestOf } from '../../gates/model-of';

const LABELS = { app: ['web', 'db', 'job'], tier: ['front', 'back'] } as const;
const NAMESPACES = ['shop', 'bank'];
const CIDRS = ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/8', '10.1.2.0/24', '192.0.2.7/32', '2001:db8::/32'];
const PORTS = [80, 443, 5432, 'http', 'sql', 'sql', 'none'] as const;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** Objects of two namespaces with pods of many labels and ports, and a few policies that use everything the API has. */
export function randomNetwork(next: () => number): readonly Manifest[] {
  return new RandomNetwork(next).manifests();
}

class RandomNetwork {
  constructor(private readonly next: () => number) {}

  manifests(): readonly Manifest[] {
    const namespaces = NAMESPACES.map(name => object('v1', 'Namespace', { name, labels: { team: `of-${name}` } }, {}));
    const policies = Array.from({ length: 1 + this.below(4) }, (_, index) => this.policy(`policy-${index}`));
    return [...namespaces, ...NAMESPACES.flatMap(namespace => this.pods(namespace)), ...policies].map(each =>
      manifestOf(each),
    );
  }

  private pods(namespace: string): readonly KubeObject[] {
    return LABELS.app.map(app => {
      const labels = { 'app.kubernetes.io/name': `${app}-${namespace}`, app, tier: this.one(LABELS.tier) };
      const ports = [
        { name: 'http', containerPort: 80 },
        { name: 'sql', containerPort: this.one([5432, 5433]), protocol: this.one(PROTOCOLS) },
      ];
      return object('v1', 'Pod', { name: app, namespace, labels }, { spec: { containers: [{ name: app, ports }] } });
    });
  }

  private policy(name: string): KubeObject {
    const spec = {
      podSelector: this.selector(),
      policyTypes: this.one([['Ingress'], ['Egress'], ['Ingress', 'Egress']]),
      ...(this.chance(0.7) && { ingress: this.some(2, () => this.rule('from')) }),
      ...(this.chance(0.7) && { egress: this.some(2, () => this.rule('to')) }),
    };
    return object('networking.k8s.io/v1', 'NetworkPolicy', { name, namespace: this.one(NAMESPACES) }, { spec });
  }

  private rule(end: 'from' | 'to'): unknown {
    return {
      ...(this.chance(0.8) && { [end]: this.some(3, () => this.peer()) }),
      ...(this.chance(0.8) && { ports: this.some(3, () => this.port()) }),
    };
  }

  private peer(): unknown {
    if (this.chance(0.4)) {
      const cidr = this.one(CIDRS);
      return { ipBlock: { cidr, ...(cidr === '10.0.0.0/8' && this.chance(0.8) && { except: ['10.1.0.0/16'] }) } };
    }
    const [pods, namespaces] = [{ podSelector: this.selector() }, { namespaceSelector: this.namespaceSelector() }];
    return this.one([pods, namespaces, { ...pods, ...namespaces }]);
  }

  private port(): unknown {
    const port = this.one(PORTS);
    const protocol = this.chance(0.6) ? { protocol: this.one(PROTOCOLS) } : {};
    if (this.chance(0.1)) return { protocol: this.one(PROTOCOLS) };
    return {
      port,
      ...protocol,
      ...(typeof port === 'number' && this.chance(0.3) && { endPort: port + this.below(400) }),
    };
  }

  private selector(): unknown {
    const app = this.one(LABELS.app);
    return this.one([
      {},
      { matchLabels: { app } },
      { matchLabels: { app, tier: this.one(LABELS.tier) } },
      { matchExpressions: [{ key: 'app', operator: 'In', values: [app, 'other'] }] },
      { matchExpressions: [{ key: 'tier', operator: this.one(['Exists', 'DoesNotExist']) }] },
      { matchLabels: { app }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['front'] }] },
    ]);
  }

  private namespaceSelector(): unknown {
    const name = this.one(NAMESPACES);
    return this.one([
      {},
      { matchLabels: { 'kubernetes.io/metadata.name': name } },
      { matchLabels: { team: `of-${name}` } },
      // Asked of a label that every namespace has: cyclonus lets NotIn fail where the label is missing, Kubernetes does not.
      { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [name] }] },
    ]);
  }

  private some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  private one<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  private below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  private chance(share: number): boolean {
    return this.next() < share;
  }
}

function object(apiVersion: string, kind: string, metadata: KubeObject['metadata'], rest: object): KubeObject {
  return { apiVersion, kind, metadata, ...rest };
}
