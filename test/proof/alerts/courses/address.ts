import type { Course } from './course';
import { days, remaining } from './durations';

const LOOK = 'probe_success{job="$job-public",';
const UNTIL = 'probe_ssl_earliest_cert_expiry{job="$job-public",';

/** What happens to a certificate that expires ten minutes after the alert's figure, told after so many minutes more. */
function expiring(figure: number, lasting: number, left: Readonly<Record<number, string>>): readonly Course[] {
  const end = figure + 600;
  const renewed = end + days(90);
  const [first = 0, last = 0] = Object.keys(left)
    .map(Number)
    .sort((a, b) => a - b);
  return [
    {
      name: 'fires once less is left for so long, of whichever path, and ends with the new certificate',
      series: {
        [`${UNTIL}instance="a"}`]: `${end}x${last} ${renewed}x120`,
        [`${UNTIL}instance="b"}`]: `${end + 60}x${last} ${renewed}x120`,
      },
      silent: [10, 10 + lasting, last + 1],
      firing: { minutes: [first, last], values: left },
    },
    {
      name: 'is silent while exactly so much is left, whatever becomes of another address',
      series: {
        [`${UNTIL}instance="a"}`]: `${figure}+60x200`,
        'probe_ssl_earliest_cert_expiry{job="another-public",instance="b"}': '0x200',
      },
      silent: [100, 200],
    },
    {
      name: 'remembers for an hour the certificate of an address that does not answer',
      series: { [`${UNTIL}instance="a"}`]: `${figure}x20 _x120` },
      silent: [80, 100],
      firing: { minutes: [79.5], values: { 79.5: remaining(figure - 79.5 * 60) } },
    },
    { name: 'is silent without data', series: {}, silent: [100] },
  ];
}

/** What happens to public addresses, by the alert's name. */
export const ADDRESS_COURSES: Readonly<Record<string, readonly Course[]>> = {
  PublicAddressDown: [
    {
      name: 'fires 3 minutes after the first failure, for the path that fails, and ends with the first answer',
      series: {
        [`${LOOK}instance="https://a.example.com/health"}`]: '1x4 0x9 1x10',
        [`${LOOK}instance="https://a.example.com/health/"}`]: '1x30',
      },
      silent: [4, 7.5, 15],
      firing: { minutes: [8, 14.5], with: { job: '$job-public', instance: 'https://a.example.com/health' } },
    },
    {
      name: 'is silent about failures that end within 3 minutes',
      series: { [`${LOOK}instance="https://a.example.com/health"}`]: '1x4 0x2 1x4 0x2 1x10' },
      silent: [7.5, 8, 15, 15.5],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    {
      name: 'is silent about another address',
      series: { 'probe_success{job="another-public",instance="https://b.example.com/"}': '0x30' },
      silent: [30],
    },
  ],
  PublicAddressUnseen: [
    {
      name: 'fires 10 minutes after the last look, whatever it saw, and ends with the next',
      series: { [`${LOOK}instance="a"}`]: '0x4 stale _x15 0x10' },
      silent: [4, 14.5, 21],
      firing: { minutes: [15, 20.5], with: { job: '$job-public' } },
    },
    {
      name: 'fires where nobody ever looked, whatever is elsewhere',
      series: {
        'probe_success{job="another-public"}': '1x30',
        'probe_success{namespace="another",job="$job-public"}': '1x30',
      },
      silent: [9.5],
      firing: { minutes: [10, 30], with: { job: '$job-public' } },
    },
    {
      name: 'is silent while one of two paths is looked at',
      series: { [`${LOOK}instance="a"}`]: '0x30', [`${LOOK}instance="b"}`]: '1x2 stale' },
      silent: [15, 30],
    },
  ],
  CertificateExpiring: expiring(days(14), 60, {
    70.5: remaining(days(14) + 600 - 70.5 * 60),
    100: remaining(days(14) + 600 - 6000),
  }),
  CertificateExpiringSoon: [
    ...expiring(days(3), 15, {
      25.5: remaining(days(3) + 600 - 25.5 * 60),
      60: remaining(days(3) + 600 - 3600),
    }),
    {
      name: 'goes on when it has expired',
      series: { [`${UNTIL}instance="a"}`]: '600x60' },
      silent: [14.5],
      firing: { minutes: [15], values: { 15: '-5m 0s' } },
    },
  ],
};
