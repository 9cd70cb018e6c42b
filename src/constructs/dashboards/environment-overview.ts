import type { Metric } from '../../model';
import { environmentDashboardOf, JOB_STATE, NODE_CONDITIONS, sinceSuccess, type JudgedBackup } from '../monitoring';
import type { Place } from '../structure';
import { answering } from './address-panels';
import { firing } from './alert-panel';
import { deliveryPanels } from './delivery-panels';
import type { DashboardContent, Row } from './dashboard';
import { budgetLeft } from './level-panels';
import { nodeUsagePanels } from './node-panels';
import type { Panel } from './panel';
import { answeringPods, outOfMemory, readyPods, restartedPods } from './pod-panels';
import { errors, traffic } from './request-panels';
import { some, subjectsIn, type Subjects } from './subjects';
import { volumePanels } from './usage-panels';

/** Everything that an environment runs, on one page: the one to open first. (ALL-02) */
export function environmentOverview(place: Place, environment: string): DashboardContent {
  return {
    uid: environmentDashboardOf(environment),
    title: { en: `${environment}: overview`, ko: `${environment}: 전체 보기` },
    description: {
      en: `Alerts, promises, traffic and pods of all that runs in ${environment}.`,
      ko: `${environment}에서 도는 모든 것의 알림, 약속, 트래픽, 파드.`,
    },
    rows: rowsOf(subjectsIn(place)),
  };
}

function rowsOf({ monitors, judged, promising, addresses, stores, volumes, backups }: Subjects): readonly Row[] {
  const pods = monitors.map(each => each.pods);
  const isTold = (metric: Metric): boolean => monitors.some(({ declares }) => declares.includes(metric));
  return [
    {
      title: { en: 'Promises and alerts', ko: '약속과 알림' },
      panels: [firing(), ...(some(promising) ? [budgetLeft(promising)] : [])],
    },
    {
      title: { en: 'From outside', ko: '바깥에서 본 모습' },
      panels: some(addresses) ? [answering(addresses)] : [],
    },
    {
      title: { en: 'Traffic and errors', ko: '트래픽과 오류' },
      panels: some(judged) ? [traffic(judged), errors(judged)] : [],
    },
    {
      title: { en: 'Pods', ko: '파드' },
      panels: some(pods) ? [answeringPods(pods), restartedPods(pods), outOfMemory(pods)] : [],
    },
    { title: { en: 'Data stores', ko: '데이터 저장소' }, panels: some(stores) ? [readyPods(stores)] : [] },
    { title: { en: 'Delivery', ko: '전달' }, panels: deliveryPanels(monitors) },
    { title: { en: 'Volumes', ko: '볼륨' }, panels: volumePanels(volumes) },
    {
      title: { en: 'Jobs and backups', ko: 'Job과 백업' },
      panels: [...(isTold(JOB_STATE.failed) ? [failedJobs()] : []), ...(some(backups) ? [backupAges(backups)] : [])],
    },
    {
      title: { en: 'Nodes', ko: '노드' },
      panels: [...(isTold(NODE_CONDITIONS) ? [readyNodes(), pressedNodes()] : []), ...nodeUsagePanels(monitors)],
    },
  ];
}

function readyNodes(): Panel {
  const ready = `${NODE_CONDITIONS.name}{condition="Ready",status="true"}`;
  return {
    title: { en: 'Nodes that are not ready', ko: '준비되지 않은 노드' },
    description: {
      en: 'Nodes that do not serve, as kube-state-metrics tells. 1 or more: their pods are started elsewhere as far as there is room.',
      ko: 'kube-state-metrics가 알려 주는, 서비스하지 못하는 노드의 수. 1 이상이면 그 파드는 자리가 있는 다른 노드에서 다시 시작한다.',
    },
    unit: 'short',
    asks: [
      {
        // Nothing where kube-state-metrics is away: a zero would say that all is well.
        expr: `count(${ready} == 0) or 0 * count(${ready})`,
        legend: { en: 'not ready', ko: '준비 안 됨' },
      },
    ],
    bad: { from: 1 },
  };
}

function pressedNodes(): Panel {
  const pressed = `${NODE_CONDITIONS.name}{condition=~"DiskPressure|MemoryPressure",status="true"}`;
  return {
    title: { en: 'Nodes under pressure', ko: '압박받는 노드' },
    description: {
      en: 'Nodes whose kubelet is short of memory or room on its disk, by what is short: what alert NodePressure judges. 1 or more: pods there are ended.',
      ko: '메모리나 디스크 공간이 모자란다고 kubelet이 알리는 노드의 수(모자란 것별). NodePressure 알림이 판단하는 값이며, 1 이상이면 그 노드의 파드가 쫓겨난다.',
    },
    unit: 'short',
    asks: [{ expr: `sum by (condition) (${pressed})`, legend: '{{condition}}' }],
    bad: { from: 1 },
  };
}

function failedJobs(): Panel {
  const { created, failed } = JOB_STATE;
  return {
    title: { en: 'Jobs that have failed', ko: '실패한 Job' },
    description: {
      en: 'Jobs that have ended as failed and are still there, those that a person started among them, as kube-state-metrics tells. 1 or more: alerts DataInitFailed, JobFailed and BackupFailed say which.',
      ko: 'kube-state-metrics가 알려 주는, 실패한 채 남아 있는 Job의 수. 사람이 시작한 것도 센다. 1 이상이면 DataInitFailed, JobFailed, BackupFailed 알림이 어느 것인지 말한다.',
    },
    unit: 'short',
    asks: [
      {
        // Nothing where no Job is known: a zero would say that all is well.
        expr: `count(${failed.name}{condition="true"} == 1) or 0 * count(${created.name})`,
        legend: { en: 'failed', ko: '실패' },
      },
    ],
    bad: { from: 1 },
  };
}

function backupAges(backups: readonly [JudgedBackup, ...JudgedBackup[]]): Panel {
  const [first, ...others] = backups;
  const line = (each: JudgedBackup): Panel['asks'][0] => ({ expr: sinceSuccess(each), legend: each.name });
  return {
    title: { en: 'Time since the last backup', ko: '마지막 백업 이후 지난 시간' },
    description: {
      en: 'Time since the newest backup succeeded, or since its CronJob was made where none did: what alert BackupMissed judges.',
      ko: '가장 최근에 성공한 백업 이후 지난 시간. 성공한 적이 없으면 CronJob이 생긴 뒤로 지난 시간. BackupMissed 알림이 판단하는 값이다.',
    },
    unit: 's',
    asks: [line(first), ...others.map(line)],
    bad: { from: Math.min(...backups.map(({ oldest }) => oldest.toSeconds())) },
  };
}
