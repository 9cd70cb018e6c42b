import type { Words } from '../../model';

const UNITS = { m: '분', h: '시간', d: '일' } as const;

/** Time over which something is looked at, as Prometheus writes it: whole minutes, hours or days. */
export type Span = `${number}${keyof typeof UNITS}`;

/** How people read it: `5m` is 5분 in Korean. */
export function spanWords(span: Span): Words {
  return { en: span, ko: span.replace(/[mhd]$/, unit => UNITS[unit as keyof typeof UNITS]) };
}
