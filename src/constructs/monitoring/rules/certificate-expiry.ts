/**
 * What nobody can put off, and what a renewal that works never comes near: cert-manager renews when a third of the time is
 * left (30 days of Let's Encrypt's 90, 21 of the 64 from February 2027), ACM 60 days before (decisions 160 and 180).
 */
export const CERTIFICATE_EXPIRY = {
  soon: { days: 3, for: '15m', severity: 'critical' },
  some: { days: 14, for: '1h', severity: 'warning' },
} as const;

/** Seconds of so many days. */
export function secondsOf(days: number): number {
  return days * 86_400;
}
