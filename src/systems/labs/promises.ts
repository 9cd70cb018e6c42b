import { exact } from '../../constructs/monitoring';
import type { LabCheck } from '../../model';
import type { LabSurroundings } from './surroundings';

/** Checks of what the shop promises, over the last hour (LP-11). */
export function promiseChecks({ queries, entry, latency, serviceLevel }: LabSurroundings): readonly LabCheck[] {
  const { minimumRequests, availability, errorRatio = exact(1 - availability) } = serviceLevel;
  const percent = (share: number): string => `${exact(share * 100)} %`;
  return [
    {
      name: 'requests',
      what: {
        en: `the shop had at least ${minimumRequests} requests in the last hour`,
        ko: `지난 한 시간에 쇼핑몰이 요청을 ${minimumRequests}건 이상 받았다`,
      },
      measure: queries.requests(entry),
      holds: `>= ${minimumRequests}`,
    },
    {
      name: 'errors',
      what: {
        en: `no service failed more than ${percent(errorRatio)} of its requests`,
        ko: `어떤 서비스도 요청의 ${percent(errorRatio)}를 넘게 실패하지 않았다`,
      },
      measure: queries.mostBad('availability'),
      holds: `<= ${errorRatio}`,
    },
    ...latency.map(({ slo, budget }) => ({
      name: slo,
      what: {
        en: `no service was too slow for more than ${percent(budget)} of its requests`,
        ko: `어떤 서비스도 요청의 ${percent(budget)}를 넘게 늦게 답하지 않았다`,
      },
      measure: queries.mostBad(slo),
      holds: `<= ${budget}`,
    })),
  ];
}
