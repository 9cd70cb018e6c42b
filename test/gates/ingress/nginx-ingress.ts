import type { KubeObject, Rule } from '../../../src/model';
import { modelOf } from '../model-of';

/** What of an Ingress a test is about. */
export interface Spec {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly host?: string | undefined;
  readonly className?: string;
  readonly paths?: number;
  readonly tls?: readonly object[];
}

/** An Ingress of class nginx. */
export function ingress(
  name: string,
  { annotations = {}, className = 'nginx', paths = 1, ...rest }: Spec = {},
): KubeObject {
  const host = 'host' in rest ? rest.host : `${name}.example.com`;
  const backend = { service: { name, port: { number: 80 } } };
  const all = Array.from({ length: paths }, (_, index) => ({ path: `/${index}`, pathType: 'Prefix', backend }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop', annotations },
    spec: {
      ingressClassName: className,
      rules: [{ ...(host === undefined ? {} : { host }), ...(paths > 0 && { http: { paths: all } }) }],
      ...(rest.tls && { tls: rest.tls }),
    },
  };
}

/** What a rule says of a few Ingresses, one line a finding. */
export function found(rule: Rule, ...objects: readonly KubeObject[]): string[] {
  return rule.check(modelOf(objects)).map(({ where, message, expected, mend }) => {
    return `${where.object} ${where.path}: ${message}; ${expected}; ${mend}`;
  });
}
