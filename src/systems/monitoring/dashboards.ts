import {
  Dashboard,
  environmentOverview,
  storeOverview,
  subjectsIn,
  systemOverview,
  systemsOf,
  type DashboardContent,
} from '../../constructs/dashboards';
import { managedStoreDashboards, StoreDashboard } from '../../constructs/aws';
import { AzureMonitorReader, azureStoreOverview, azureStoresIn } from '../../constructs/azure';
import { Place, type System } from '../../constructs/structure';
import type { Language } from '../../model';
import { MONITORING } from './endpoints';

/** Names of the ConfigMaps of all dashboards of the place; asked for while rendering, when they are made. */
export function dashboardNames(place: Place): readonly string[] {
  const dashboards = place.node.findAll().filter(each => each instanceof Dashboard);
  return dashboards.map(({ configMap }) => configMap).sort();
}

/** Makes the dashboards of everything that runs in the place: of the whole, of each system, of each data store. */
export function makeDashboards(system: System, language: Language): void {
  const place = Place.of(system);
  const environment = place.node.id;
  const all = subjectsIn(place);
  const contents: readonly DashboardContent[] = [
    environmentOverview(place, environment),
    ...systemsOf(place)
      .filter(isSeen)
      .map(each => systemOverview(each, environment)),
    ...all.stores.map(store => storeOverview(store, all, environment)),
    ...azureDashboards(place),
  ];
  for (const content of contents) {
    new Dashboard(system.app, content.uid, { ...content, namespace: MONITORING, language });
  }
  // What a cloud runs sends its figures there, not to Prometheus.
  for (const content of managedStoreDashboards(place)) {
    new StoreDashboard(system.cloud, `${content.name}-dashboard`, { ...content, namespace: MONITORING, language });
  }
}

/** What Azure runs, where Grafana may ask for it: then it may ask for what is shown. */
function azureDashboards(place: Place): readonly DashboardContent[] {
  const reader = place.node.findAll().find(each => each instanceof AzureMonitorReader);
  if (!reader) return [];
  const stores = azureStoresIn(place);
  stores.forEach(store => reader.mayRead(store));
  return stores.map(store => azureStoreOverview(store, place));
}

/** Whether Prometheus sees anything of a system: one that only asks the cloud for something would have an empty page. */
function isSeen(system: System): boolean {
  return Object.values(subjectsIn(system)).some(subjects => subjects.length > 0);
}
