import { WATCHDOG } from '../alerting';
import type { Panel } from './panel';

/** Alerts that fire, by name and severity; the one that always fires is left out. */
export function firing(system?: string): Panel {
  const of = system === undefined ? '' : `,system="${system}"`;
  const by = system === undefined ? ['severity', 'system'] : ['severity', 'alertname'];
  return {
    title: { en: 'Alerts that fire', ko: '울리는 알림' },
    description: {
      en: 'Alerts that fire now, by severity; each names its runbook.',
      ko: '지금 울리는 알림의 수(심각도별). 알림마다 런북 주소가 있다.',
    },
    unit: 'short',
    form: 'figures',
    none: { en: 'none', ko: '없음' },
    asks: [
      {
        expr: `count by (${by.join(', ')}) (ALERTS{alertstate="firing",alertname!="${WATCHDOG}"${of}})`,
        legend: by.map(label => `{{${label}}}`).join(' '),
      },
    ],
    bad: { from: 1 },
  };
}
