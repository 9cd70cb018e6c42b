import { CERTIFICATE_EXPIRY, CUSTOM_RESOURCES, secondsOf, type Monitor } from '../monitoring';
import type { Panel } from './panel';

const { applications, certificates, externalsecrets, rollouts } = CUSTOM_RESOURCES;

/** What Argo CD, cert-manager, External Secrets and Argo Rollouts say of their objects, where kube-state-metrics tells of it. */
export function deliveryPanels(monitors: readonly Monitor[]): readonly Panel[] {
  const tells = (metric: string): boolean =>
    monitors.some(({ declares }) => declares.some(({ name }) => name === metric));
  return [
    ...(tells(applications.metrics.sync.name) ? [inSync(), inHealth()] : []),
    ...(tells(externalsecrets.metrics.ready.name) ? [copiedSecrets()] : []),
    ...(tells(certificates.metrics.expires.name) ? [expiry()] : []),
    ...(tells(rollouts.metrics.phase.name) ? [releases()] : []),
  ];
}

function inSync(): Panel {
  return {
    title: { en: 'Applications, by what git says', ko: 'git과 비교한 애플리케이션' },
    description: {
      en: 'Argo CD’s Applications by their sync status. OutOfSync: what runs differs from git. Unknown: Argo CD cannot compare.',
      ko: '동기화 상태별 Argo CD 애플리케이션의 수. OutOfSync는 실행 중인 것이 git과 다르다는 뜻이고, Unknown은 Argo CD가 비교하지 못한다는 뜻이다.',
    },
    unit: 'short',
    asks: [
      {
        expr: `sum by (status) (max by (application, status) (${applications.metrics.sync.name}))`,
        legend: '{{status}}',
      },
    ],
  };
}

function inHealth(): Panel {
  return {
    title: { en: 'Applications, by health', ko: '상태별 애플리케이션' },
    description: {
      en: 'Argo CD’s Applications by the worst of what they made. Suspended: a release waits for a person. Degraded: something failed.',
      ko: '만든 것 가운데 가장 나쁜 상태로 센 Argo CD 애플리케이션의 수. Suspended는 릴리스가 사람을 기다린다는 뜻이고, Degraded는 무언가 실패했다는 뜻이다.',
    },
    unit: 'short',
    asks: [
      {
        expr: `sum by (status) (max by (application, status) (${applications.metrics.health.name}))`,
        legend: '{{status}}',
      },
    ],
  };
}

function copiedSecrets(): Panel {
  const ready = `max by (namespace, externalsecret) (${externalsecrets.metrics.ready.name})`;
  return {
    title: { en: 'Secrets that cannot be copied', ko: '복사하지 못하는 시크릿' },
    description: {
      en: 'ExternalSecrets whose last copy from the secret manager failed. A Secret that exists keeps its old value.',
      ko: '비밀 저장소에서 마지막 복사가 실패한 ExternalSecret의 수. 이미 있는 Secret은 옛 값을 유지한다.',
    },
    unit: 'short',
    asks: [
      {
        // Nothing where kube-state-metrics is away: a zero would say that all is well.
        expr: `count(${ready} == 0) or 0 * count(${ready})`,
        legend: { en: 'not copied', ko: '복사 실패' },
      },
    ],
    bad: { from: 1 },
  };
}

function expiry(): Panel {
  const { days } = CERTIFICATE_EXPIRY.some;
  return {
    title: { en: 'Time until Certificates expire', ko: 'Certificate가 만료될 때까지' },
    description: {
      en: `Time that is left of each certificate that cert-manager made. Below ${days} days its renewal has failed for a week or more.`,
      ko: `cert-manager가 만든 인증서마다 남은 시간. ${days}일보다 적으면 갱신이 일주일 넘게 실패하고 있는 것이다.`,
    },
    unit: 's',
    asks: [
      {
        expr: `max by (namespace, certificate) (${certificates.metrics.expires.name}) - time()`,
        legend: '{{namespace}} {{certificate}}',
      },
    ],
    bad: { below: secondsOf(days) },
  };
}

function releases(): Panel {
  return {
    title: { en: 'Releases', ko: '릴리스' },
    description: {
      en: 'The phase of each weighted release: 1 for the one that holds. Paused: it waits for a person. Degraded: it was taken back.',
      ko: '트래픽을 나눠 옮기는 릴리스마다 지금의 단계가 1이다. Paused는 사람을 기다린다는 뜻이고, Degraded는 되돌려졌다는 뜻이다.',
    },
    unit: 'short',
    asks: [
      {
        expr: `max by (rollout, status) (${rollouts.metrics.phase.name}) == 1`,
        legend: '{{rollout}} {{status}}',
      },
    ],
  };
}
