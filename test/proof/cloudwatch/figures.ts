import { alarms as fablink } from '../../../src/environments/fablink-prod/alarms';
import { alarms as shop } from '../../../src/environments/learn/monitoring';
import type { Rule } from '../alerts/rules';
import { budgetOf } from '../monitors/budget';
import type { Sending } from '../monitors/courses';
import { condition, type Figure } from '../monitors/figure';

/** Alarms that one typed figure makes, and how their metric counts it. */
export interface Watched {
  readonly alarms: readonly string[];
  readonly figure: Figure;
  readonly counted: Sending['counted'];
  /** What decision 116 says of it that nothing is sent. */
  readonly silence: 'breaching' | 'missing' | 'notBreaching';
}

const asRead = (reading: number): number => reading;

/** AWS' table of hardware specifications: 16 GiB of a db.r6g.large, whose free bytes RDS sends. */
const MEMORY = 16 * 2 ** 30;

/** PostgreSQL's `max_connections` in learn. */
const SHOP_CONNECTIONS = 80;

const { database } = fablink;
const OVER = Number(database.for.slice(0, -1));

const ofInstances = (what: string): readonly string[] => [1, 2, 3].map(each => `fablink-prod-aurora-${each}-${what}`);

const TABLES = ['ai-requests', 'analytics', 'cache', 'notifications', 'sessions', 'user-activities'];

/** What each alarm of CloudWatch on a data store is meant to say. (FP-12, FP-17, LP-11) */
export function watched(): Readonly<Record<string, Watched>> {
  return {
    'CPU of Aurora': {
      alarms: ofInstances('cpu'),
      figure: { form: 'average', limit: { above: database.cpuAbove }, over: OVER },
      counted: share => share * 100,
      silence: 'breaching',
    },
    'memory of Aurora': {
      alarms: ofInstances('memory'),
      figure: { form: 'average', limit: { above: Math.floor(MEMORY * database.memoryAbove) }, over: OVER },
      counted: used => MEMORY - used,
      silence: 'missing',
    },
    'connections to Aurora': {
      alarms: ofInstances('connections'),
      figure: { form: 'highest', limit: { above: budgetOf('fablink-prod') }, over: OVER },
      counted: asRead,
      silence: 'missing',
    },
    'connections to the shop’s database': {
      alarms: ['learn-shop-db-connections'],
      figure: { form: 'highest', limit: { above: SHOP_CONNECTIONS * shop.connectionsAbove }, over: 5 },
      counted: asRead,
      silence: 'missing',
    },
    'throttles of the tables': {
      alarms: TABLES.flatMap(table => ['read', 'write'].map(kind => `fablink-prod-${table}-${kind}-throttled`)),
      figure: { form: 'events', limit: { above: 0 }, over: 1 },
      counted: asRead,
      silence: 'notBreaching',
    },
  };
}

/** The rule of Prometheus that says what a figure means: so many minutes in a row, of which its first look sees one. */
export function twinOf(figure: Figure): Rule & { readonly for: string } {
  return { alert: 'Twin', expr: condition(figure, 1), for: `${figure.over - 1}m` };
}
