import type { AlarmValues } from '../../systems/fablink/alarms';

const SLACK = { type: 'slack', channel: '#fablink-prod' } as const;

/** What CloudWatch tells of, and whom (FP-12, FP-13). */
export const alarms: AlarmValues = {
  prefix: 'fablink-prod',
  // FP-13: PagerDuty for what is critical, e-mail for the rest, Slack for all
  channels: { critical: [{ type: 'pagerduty' }, SLACK], warning: [SLACK, { type: 'email' }] },
  database: { cpuAbove: 0.8, memoryAbove: 0.85, for: '5m' }, // FP-12
  requirements: ['FP-13'],
};
