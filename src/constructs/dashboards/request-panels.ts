import type { Words } from '../../model';
import { answering, RequestQueries, requestsOf, type JudgedService } from '../monitoring';
import type { Asked, Panel } from './panel';
import { spanWords } from './span-words';

/** Services whose requests are counted, with a line each. */
export type Judged = readonly [JudgedService, ...JudgedService[]];

/** Time over which requests are looked at: long enough for a line that can be read, as the shortest burn rate has it. */
const WINDOW = '5m';
const OVER = spanWords(WINDOW);

function asked(services: Judged, of: (queries: RequestQueries, service: JudgedService) => string): Panel['asks'] {
  const line = (service: JudgedService): Asked => ({
    expr: of(new RequestQueries(service.metrics, requestsOf(service)), service),
    legend: service.name,
  });
  const [first, ...others] = services;
  return [line(first), ...others.map(line)];
}

/** How many requests come in. */
export function traffic(services: Judged): Panel {
  return {
    title: { en: 'Requests a second', ko: '초당 요청' },
    description: {
      en: `Requests answered in a second, by service, over ${OVER.en}. Probes and the reading of metrics are not among them.`,
      ko: `서비스별로 초당 응답한 요청의 수(${OVER.ko} 평균). 프로브와 메트릭 수집은 세지 않는다.`,
    },
    unit: 'reqps',
    asks: asked(services, queries => queries.perSecond(WINDOW)),
  };
}

/** Which share of them fails. */
export function errors(services: Judged): Panel {
  return {
    title: { en: 'Share of requests that fail', ko: '실패한 요청의 비율' },
    description: {
      en: `Share of requests that the server failed (5xx), by service, over ${OVER.en}. No line: nobody asked.`,
      ko: `서비스별로 서버가 실패한(5xx) 요청의 비율(${OVER.ko}). 선이 없으면 요청이 없었다.`,
    },
    unit: 'percentunit',
    asks: asked(services, queries => queries.errorRatio(WINDOW)),
  };
}

/** Time in which a share of them is answered. */
export function latency(services: Judged, share: number): Panel {
  const percent = `${Number((share * 100).toPrecision(6))} %`;
  const title: Words = {
    en: `Time in which ${percent} are answered`,
    ko: `요청의 ${percent}가 응답받는 시간`,
  };
  return {
    title,
    description: {
      en: `Time in which ${percent} of the requests were answered, by service, over ${OVER.en}, as far as the buckets of the histogram tell.`,
      ko: `서비스별로 요청의 ${percent}가 응답받은 시간(${OVER.ko}). 히스토그램의 버킷이 알려 주는 만큼만 정확하다.`,
    },
    unit: 's',
    asks: asked(services, queries => queries.quantile(share, WINDOW)),
  };
}

/** How much of them a pod works at. */
export function saturation(services: Judged): Panel {
  return {
    title: { en: 'Requests at work in a pod', ko: '파드 하나가 처리 중인 요청' },
    description: {
      en: `Requests that one pod works at at the same time, by service, on average over ${OVER.en}. At the number of its workers or threads, more of them wait.`,
      ko: `서비스별로 파드 하나가 동시에 처리하는 요청의 평균(${OVER.ko}). 워커나 스레드의 수에 이르면 요청이 기다리기 시작한다.`,
    },
    unit: 'short',
    asks: asked(services, (queries, service) => `${queries.inProgress(WINDOW)} / sum(${answering(service)} == 1)`),
  };
}
