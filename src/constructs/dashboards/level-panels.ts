import { RECORDED, recordedOf, type JudgedService } from '../monitoring';
import type { Asked, Panel } from './panel';
import { spanWords } from './span-words';

/** Services whose users are promised something. */
export type Promising = readonly [JudgedService, ...JudgedService[]];

/** As long as the fastest burn rate looks back. */
const WINDOW = '1h';
const OVER = spanWords(WINDOW);

function asked(services: Promising, series: string): Panel['asks'] {
  const line = ({ name: service, namespace }: JudgedService): Asked => ({
    expr: recordedOf(series, { namespace, service }),
    legend: '{{service}} {{slo}}',
  });
  const [first, ...others] = services;
  return [line(first), ...others.map(line)];
}

/** What is left of each error budget. */
export function budgetLeft(services: Promising): Panel {
  return {
    title: { en: 'Error budget that is left', ko: '남은 에러 버짓' },
    description: {
      en: 'Share of each promise’s error budget that is left over its whole window. Below 0 the promise is broken.',
      ko: '약속마다 전체 기간에 남아 있는 에러 버짓의 비율. 0보다 작으면 약속이 깨졌다.',
    },
    unit: 'percentunit',
    form: 'figures',
    asks: asked(services, RECORDED.budgetLeft),
    bad: { below: 0 },
  };
}

/** How fast it is used up. */
export function badRequests(services: Promising): Panel {
  return {
    title: { en: 'Requests that break a promise', ko: '약속을 어긴 요청' },
    description: {
      en: `Share of the requests of the last ${OVER.en} that failed or took longer than promised, by promise: what burn-rate alerts judge.`,
      ko: `지난 ${OVER.ko} 동안 실패했거나 약속보다 오래 걸린 요청의 비율. 번 레이트 알림이 판단하는 값이다.`,
    },
    unit: 'percentunit',
    asks: asked(services, RECORDED.badRequests(WINDOW)),
  };
}
