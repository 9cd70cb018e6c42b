import { valueAt, type Step } from '../../schema/json-path';
import { differing, fixed, type RefusedField, type TwoVersions } from './fixed-field';

/** What the cluster gives a Service once: its address, the family of it, what balances it. */
export function ofService(objects: TwoVersions): readonly RefusedField[] {
  const [before, after] = [objects.before, objects.after].map(object => valueAt(object, ['spec', 'type']));
  if (before === 'ExternalName' || after === 'ExternalName') return [];
  const balancers = before === 'LoadBalancer' && after === 'LoadBalancer';
  return [
    ...once(objects, ['spec', 'clusterIP']),
    ...once(objects, ['spec', 'clusterIPs', 0]),
    ...whereStated(objects, ['spec', 'ipFamilies', 0]),
    ...(balancers ? differing(objects, [fixed('spec.loadBalancerClass')]) : []),
    ...(balancers ? whereStated(objects, ['spec', 'healthCheckNodePort']) : []),
  ];
}

/** The server keeps what is not stated, and has chosen already where nothing was. */
function once({ before, after }: TwoVersions, steps: readonly Step[]): readonly RefusedField[] {
  const [old, fresh] = [valueAt(before, steps), valueAt(after, steps)];
  if (fresh === undefined || fresh === old) return [];
  return [{ steps, before: old, after: fresh, allowed: 'the address that the Service has, or none stated' }];
}

/** Where nothing was stated, what the server has chosen is not known here. */
function whereStated({ before, after }: TwoVersions, steps: readonly Step[]): readonly RefusedField[] {
  const [old, fresh] = [valueAt(before, steps), valueAt(after, steps)];
  return old === undefined || fresh === undefined || old === fresh ? [] : [{ steps, before: old, after: fresh }];
}
