import type { IConstruct } from 'constructs';
import type { DashboardContent } from '../../dashboards';
import { storeDashboardOf, type Unit } from '../../monitoring';
import { System, type Place } from '../../structure';
import { ManagedRedis } from '../managed-redis';
import { MetricAlert } from '../monitor';
import { PostgresFlexibleServer } from '../postgres-flexible-server';
import { ServiceBus } from '../service-bus/service-bus';
import { alertPanel } from './alert-panel';

/** A data store that Azure runs. */
export interface AzureStore {
  /** Type of the resource (`Microsoft.ServiceBus/namespaces`). */
  readonly type: string;
  /** Its name in Azure. */
  readonly name: string;
  /** Its system. */
  readonly system: string;
}

/** What Azure runs for the systems of a place, in the order in which it was declared. */
export function azureStoresIn(place: Place): readonly AzureStore[] {
  return place.node.findAll().flatMap(each => {
    const found = resourceOf(each);
    return found ? [{ ...found, system: System.of(each).node.id }] : [];
  });
}

function resourceOf(each: IConstruct): Pick<AzureStore, 'type' | 'name'> | undefined {
  if (each instanceof PostgresFlexibleServer) {
    return { type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: each.serverName };
  }
  if (each instanceof ManagedRedis) return { type: 'Microsoft.Cache/redisEnterprise', name: each.redisName };
  if (each instanceof ServiceBus) return { type: 'Microsoft.ServiceBus/namespaces', name: each.busName };
  return undefined;
}

/** What one of them is like: every figure that an alert judges, beside its limit (decision 185). */
export function azureStoreOverview({ type, name, system }: AzureStore, place: Place): DashboardContent {
  const environment = place.node.id;
  const alerts = place.node
    .findAll()
    .filter((each): each is MetricAlert<Unit> => each instanceof MetricAlert)
    .filter(({ metric }) => metric.namespace === type && metric.of.name === name);
  return {
    uid: storeDashboardOf(environment, system, name),
    title: { en: `${environment}: ${name} of ${system}`, ko: `${environment}: ${system}의 ${name}` },
    description: {
      en: `What Azure Monitor tells of ${name}, a few minutes late. Red is what its alerts tell people of.`,
      ko: `Azure Monitor가 몇 분 늦게 알려 주는 ${name}의 상태. 빨간 영역은 경보가 사람에게 알리는 값이다.`,
    },
    rows: [{ title: { en: 'What alerts judge', ko: '경보가 판단하는 값' }, panels: alerts.map(alertPanel) }],
  };
}
