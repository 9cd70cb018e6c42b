import type { Metric } from '../../model';
import { overviewOf, type Monitor } from '../monitoring';
import type { System } from '../structure';
import { addressPanels } from './address-panels';
import { firing } from './alert-panel';
import { connectionFailures } from './connection-panel';
import type { DashboardContent, Row } from './dashboard';
import { badRequests, budgetLeft } from './level-panels';
import { metricPanel } from './metric-panel';
import { answeringPods, outOfMemory, restartedPods } from './pod-panels';
import { errors, latency, saturation, traffic } from './request-panels';
import { some, subjectsIn, type Subjects } from './subjects';
import { usagePanels, volumePanels } from './usage-panels';

/** Shares of requests whose time to answer is shown. */
const SHARES = [0.5, 0.95, 0.99];

/**
 * What one system is like: what is promised and kept, what comes in, what fails, how long it takes, how full and how
 * steady its pods are. All of it follows from the declarations of its services. (FP-11, LP-10, MM-08)
 */
export function systemOverview(system: System, environment: string): DashboardContent {
  const { id } = system.node;
  return {
    uid: overviewOf(environment, id),
    title: { en: `${environment}: ${id}`, ko: `${environment}: ${id}` },
    description: {
      en: `What ${id} promises and keeps, what comes in, fails and takes time, and how its pods are.`,
      ko: `${id}의 약속과 지킨 정도, 들어오는 요청과 실패, 응답 시간, 파드의 상태.`,
    },
    rows: rowsOf(id, subjectsIn(system)),
  };
}

function rowsOf(system: string, subjects: Subjects): readonly Row[] {
  const { judged, promising, monitors, used, connecting, addresses, volumes, added } = subjects;
  const pods = monitors.map(each => each.pods);
  const own = monitors.flatMap(each => ownMetrics(each, subjects).map(metric => metricPanel(metric, each.pods)));
  return [
    {
      title: { en: 'Promises and alerts', ko: '약속과 알림' },
      panels: [firing(system), ...(some(promising) ? [budgetLeft(promising), badRequests(promising)] : [])],
    },
    { title: { en: 'From outside', ko: '바깥에서 본 모습' }, panels: addressPanels(addresses) },
    {
      title: { en: 'Traffic and errors', ko: '트래픽과 오류' },
      panels: some(judged) ? [traffic(judged), errors(judged)] : [],
    },
    {
      title: { en: 'Time to answer', ko: '응답 시간' },
      panels: some(judged) ? SHARES.map(share => latency(judged, share)) : [],
    },
    {
      title: { en: 'Saturation', ko: '포화도' },
      panels: [
        ...(some(judged) ? [saturation(judged)] : []),
        ...usagePanels(used),
        ...(some(pods) ? [outOfMemory(pods)] : []),
      ],
    },
    { title: { en: 'Pods', ko: '파드' }, panels: some(pods) ? [answeringPods(pods), restartedPods(pods)] : [] },
    { title: { en: 'Volumes', ko: '볼륨' }, panels: volumePanels(volumes) },
    {
      title: { en: 'What programs tell of themselves', ko: '프로그램이 스스로 알려 주는 것' },
      panels: [
        ...own,
        ...(some(connecting) ? [connectionFailures(connecting)] : []),
        ...added.filter(({ store }) => store === undefined).map(({ panel }) => panel),
      ],
    },
  ];
}

/** Metrics of a program but for those of its requests and failed connections, which have panels of their own. */
function ownMetrics({ shown, pods }: Monitor, { judged, connecting }: Subjects): readonly Metric[] {
  const ofRequests = judged.flatMap(({ metrics }) => [metrics.requests, metrics.latency]);
  const ofConnections = connecting
    .filter(each => each.pods.name === pods.name && each.pods.namespace === pods.namespace)
    .map(({ alarm }) => alarm.metric);
  const elsewhere = new Set<Metric>([...ofRequests, ...ofConnections]);
  return shown.filter(metric => !elsewhere.has(metric));
}
