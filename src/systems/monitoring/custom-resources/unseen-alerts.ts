import { CUSTOM_RESOURCES, metricsOfKind, type Alert } from '../../../constructs/monitoring';
import type { WatchedKind } from '../../../model';

/** Tells when nothing is told of a kind: without its series, every alert on it would be silent. */
export function unseenAlerts(
  kinds: readonly WatchedKind[],
  { name: service, namespace }: { readonly name: string; readonly namespace: string },
): readonly Alert[] {
  return kinds.map(name => {
    const { kind } = CUSTOM_RESOURCES[name];
    const metric = firstOf(name);
    return {
      name: 'ObjectsUnseen',
      severity: 'warning',
      expr: `absent(${metric.name})`,
      for: '15m',
      labels: { namespace, service, kind },
      team: 'platform',
      dashboard: 'environment',
      summary: `Nothing is told of any ${kind}`,
      description:
        `For 15 minutes ${service} has told of no ${kind}: there is none, the kind is not served, or it may not read it. ` +
        'No alert about it can fire meanwhile.',
      judged: { type: 'other' },
      lookbackDays: 0,
      reads: [metric],
      requirements: ['ALL-02'],
    };
  });
}

/** The metric that every object of a kind has. */
function firstOf(name: WatchedKind): ReturnType<typeof metricsOfKind>[number] {
  const [first] = metricsOfKind(name);
  if (first === undefined) throw new Error(`nothing is told of ${name}`);
  return first;
}
