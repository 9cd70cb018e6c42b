import { storeDashboardOf } from '../monitoring';
import { System } from '../structure';
import type { DashboardContent } from './dashboard';
import { outOfMemory, readyPods, restartedPods } from './pod-panels';
import { some, type Store, type Subjects } from './subjects';
import { metricPanel } from './metric-panel';
import { storePanels } from './store-panels';
import { volumePanels } from './usage-panels';

/**
 * What one data store in the cluster is like: its pods, what its exporter shows where it has one, and what its clients
 * tell. What a cloud runs is seen by that cloud's own metrics (decisions 149 and 185).
 */
export function storeOverview(
  store: Store,
  { monitors, added, health, volumes }: Subjects,
  environment: string,
): DashboardContent {
  const { system, name, namespace } = store;
  const shown = monitors.filter(({ pods }) => pods.name === name && pods.namespace === namespace);
  const own = shown.flatMap(each => each.shown.map(metric => metricPanel(metric, each.pods)));
  const told = added
    .filter(each => each.store === name && System.of(each).node.id === system) // two systems may both have a `redis`
    .map(({ panel }) => panel);
  const asked = health.filter(each => each.store.name === name && each.store.namespace === namespace);
  const kept = volumes.filter(each => each.name === name && each.namespace === namespace);
  return {
    uid: storeDashboardOf(environment, system, name),
    title: { en: `${environment}: ${name} of ${system}`, ko: `${environment}: ${system}의 ${name}` },
    description: {
      en: `How the pods of ${name} are, and what it and its clients tell of it.`,
      ko: `${name}의 파드 상태와, 스스로 또는 클라이언트가 알려 주는 값.`,
    },
    rows: [
      { title: { en: 'Health', ko: '건강' }, panels: asked.flatMap(storePanels) },
      {
        title: { en: 'Pods', ko: '파드' },
        panels: [readyPods([store], store.needs), restartedPods([store]), outOfMemory([store])],
      },
      { title: { en: 'Volumes', ko: '볼륨' }, panels: volumePanels(kept) },
      {
        title: { en: 'What it and its clients tell', ko: '스스로와 클라이언트가 알려 주는 것' },
        panels: some(own) || some(told) ? [...own, ...told] : [],
      },
    ],
  };
}
