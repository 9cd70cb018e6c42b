import {
  addressAnswers,
  CERTIFICATE_EXPIRY,
  certificateLeft,
  PROBE,
  secondsOf,
  seriesOf,
  type WatchedAddress,
} from '../monitoring';
import type { Panel } from './panel';
import { some } from './subjects';

type Addresses = readonly [WatchedAddress, ...WatchedAddress[]];

/** Days before the end of a certificate from which on somebody is told. */
const DAYS = CERTIFICATE_EXPIRY.some.days;

/** What public addresses look like from outside, where somebody looks. */
export function addressPanels(addresses: readonly WatchedAddress[]): readonly Panel[] {
  const told = addresses.filter(({ tellsCertificate }) => tellsCertificate);
  return some(addresses)
    ? [answering(addresses), statuses(addresses), durations(addresses), ...(some(told) ? [certificates(told)] : [])]
    : [];
}

/** Whether each address answers as it should. */
export function answering(addresses: Addresses): Panel {
  return {
    title: { en: 'Public addresses that answer', ko: '응답하는 공개 주소' },
    description: {
      en: 'Whether each address answers from outside as it should, with a certificate that holds: what alert PublicAddressDown judges. 0 is bad.',
      ko: '바깥에서 보았을 때 주소마다 유효한 인증서로 제대로 응답하는지. PublicAddressDown 알림이 판단하는 값이며, 0이면 나쁘다.',
    },
    unit: 'short',
    asks: asked(addresses, addressAnswers, '{{instance}}'),
    bad: { below: 1 },
  };
}

function statuses(addresses: Addresses): Panel {
  return {
    title: { en: 'HTTP status from outside', ko: '바깥에서 본 HTTP 상태' },
    description: {
      en: 'Status of the last answer of each address; 0 where there was none.',
      ko: '주소별 마지막 응답의 상태. 응답이 없었으면 0이다.',
    },
    unit: 'short',
    asks: asked(addresses, each => seriesOf(PROBE.status.name, each), '{{instance}}'),
  };
}

function durations(addresses: Addresses): Panel {
  return {
    title: { en: 'Time to answer from outside', ko: '바깥에서 본 응답 시간' },
    description: {
      en: 'Time from the name to the last byte, each time with a new connection. 8 s and more count as no answer.',
      ko: '이름을 찾는 것부터 마지막 바이트까지 걸린 시간. 매번 새로 연결한다. 8초 이상이면 응답이 없는 것으로 친다.',
    },
    unit: 's',
    asks: asked(addresses, each => seriesOf(PROBE.duration.name, each), '{{instance}}'),
  };
}

function certificates(addresses: Addresses): Panel {
  return {
    title: { en: 'Time until certificates expire', ko: '인증서가 만료될 때까지' },
    description: {
      en: `Time that is left of the certificate of each host. Below ${DAYS} days its renewal has failed for weeks.`,
      ko: `호스트별 인증서의 남은 시간. ${DAYS}일보다 적으면 몇 주째 갱신하지 못한 것이다.`,
    },
    unit: 's',
    asks: asked(addresses, certificateLeft, each => each.host),
    bad: { below: secondsOf(DAYS) },
  };
}

function asked(
  [first, ...others]: Addresses,
  expr: (address: WatchedAddress) => string,
  legend: string | ((address: WatchedAddress) => string),
): Panel['asks'] {
  const line = (each: WatchedAddress): Panel['asks'][0] => ({
    expr: expr(each),
    legend: typeof legend === 'string' ? legend : legend(each),
  });
  return [line(first), ...others.map(line)];
}
