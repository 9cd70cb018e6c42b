import { apiErrors, apiLatency, apiRefusals, apiRequests, type WatchedStage } from '../alarms';
import type { Widget } from './widget';

/** Percentiles of the time in which requests are answered. */
const PERCENTILES = [50, 95, 99] as const;

/** What API Gateway tells of a stage. */
export function apiWidgets(stage: WatchedStage): readonly Widget[] {
  return [
    {
      title: { en: 'Requests', ko: '요청 수' },
      description: {
        en: 'Requests of a minute, whatever they were answered. No line means none.',
        ko: '1분 동안의 요청 수. 어떤 응답이든 센다. 선이 없으면 0이다.',
      },
      lines: [{ name: stage.stage, metric: apiRequests(stage) }],
    },
    {
      title: { en: 'Requests that failed', ko: '실패한 요청' },
      description: {
        en: 'Shares of requests answered with 5xx (we failed) and 4xx (refused: no key, too many, not found).',
        ko: '5xx(우리 쪽 실패)와 4xx(거절: 키 없음, 한도 초과, 없는 경로)로 답한 요청의 비율.',
      },
      lines: [
        { name: '5xx', metric: apiErrors(stage) },
        { name: '4xx', metric: apiRefusals(stage) },
      ],
    },
    {
      title: { en: 'Time of an answer', ko: '응답 시간' },
      description: {
        en: 'Time in which half, 95 % and 99 % of a minute’s requests were answered, the gateway’s own among it.',
        ko: '1분 동안의 요청 중 절반, 95 %, 99 %가 응답을 받은 시간. 게이트웨이 자신의 시간도 들어 있다.',
      },
      lines: [
        { name: `p${PERCENTILES[0]}`, metric: apiLatency(stage, PERCENTILES[0]) },
        { name: `p${PERCENTILES[1]}`, metric: apiLatency(stage, PERCENTILES[1]) },
        { name: `p${PERCENTILES[2]}`, metric: apiLatency(stage, PERCENTILES[2]) },
      ],
    },
  ];
}
