import { alerts } from '../../../src/environments/tripgen-prod/azure-monitor';
import { read } from '../../constructs/read';
import { realModel } from '../../real-model';
import type { Rule } from '../alerts/rules';
import { budgetOf } from '../monitors/budget';
import { condition, type Figure } from '../monitors/figure';

const { database, cache, queues } = alerts;
const ENVIRONMENT = 'tripgen-prod';

/** Bytes that the smallest queue holds. */
function queueBytes(): number {
  const sizes = realModel()
    .manifests.filter(({ environment, object }) => environment === ENVIRONMENT && object.kind === 'NamespacesQueue')
    .map(({ object }) => Number(read(object, 'spec.maxSizeInMegabytes')));
  return Math.min(...sizes) * 2 ** 20;
}

/** What each alert of Azure Monitor is meant to say. Windows are those of decisions 146 and 147. */
export function figures(): Readonly<Record<string, Figure>> {
  return {
    'psql-tripgen-prod-connections': { form: 'highest', limit: { above: budgetOf(ENVIRONMENT) }, over: 5 },
    'psql-tripgen-prod-cpu': { form: 'average', limit: { above: database.cpuAbove }, over: 5 },
    'psql-tripgen-prod-down': { form: 'highest', limit: { below: 1 }, over: 5 },
    'psql-tripgen-prod-failed-connections': {
      form: 'events',
      limit: { above: database.failedConnectionsAbove },
      over: 5,
    },
    'psql-tripgen-prod-memory': { form: 'average', limit: { above: database.memoryAbove }, over: 5 },
    'psql-tripgen-prod-storage': { form: 'average', limit: { above: database.storageAbove }, over: 15 },
    'redis-tripgen-prod-cpu': { form: 'highest', limit: { above: cache.cpuAbove }, over: 15 },
    'redis-tripgen-prod-memory': { form: 'highest', limit: { above: cache.memoryAbove }, over: 15 },
    'sb-tripgen-prod-cpu': { form: 'highest', limit: { above: queues.cpuAbove }, over: 5 },
    'sb-tripgen-prod-dead-letters': { form: 'highest', limit: { above: queues.deadLettersAbove }, over: 5 },
    'sb-tripgen-prod-errors': { form: 'events', limit: { above: queues.errorsAbove }, over: 5 },
    'sb-tripgen-prod-filling': {
      form: 'average',
      limit: { above: Math.floor(queueBytes() * queues.fullAbove) },
      over: 5,
    },
    'sb-tripgen-prod-throttled': { form: 'events', limit: { above: queues.throttledAbove }, over: 5 },
  };
}

/**
 * The rule of Prometheus that says what a figure means. Azure Monitor ends an alert at the third look in a row at which
 * the condition is not met: until then the rule keeps firing.
 * @param every minutes between two looks
 */
export function twinOf(figure: Figure, every: number): Rule & { readonly keep_firing_for: string } {
  return { alert: 'Twin', expr: condition(figure, figure.over), keep_firing_for: `${2 * every}m` };
}
