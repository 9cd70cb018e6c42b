import type { ActionChannel } from '../../constructs/azure';
import type { AlertValues } from '../../systems/tripgen/alerts';
import type { TelemetryValues } from '../../systems/tripgen/telemetry';
import { TEAMS } from './monitoring';

/** The channel that Alertmanager writes to, too. */
const CHANNEL: ActionChannel = { type: 'teams', address: TEAMS.to };

/**
 * What Azure Monitor tells of, and whom (TG-18): memory is TG-14's 90 %; no document gives the other figures
 * (decision 147).
 */
export const alerts: AlertValues = {
  prefix: 'tripgen-prod',
  shortName: 'tripgen-prod',
  channels: { critical: [{ type: 'pagerduty' }, CHANNEL], warning: [CHANNEL], info: [CHANNEL] },
  database: { cpuAbove: 0.8, memoryAbove: 0.9, storageAbove: 0.85, failedConnectionsAbove: 0 },
  cache: { cpuAbove: 0.8, memoryAbove: 0.9 },
  queues: { fullAbove: 0.8, cpuAbove: 0.8, deadLettersAbove: 0, throttledAbove: 0, errorsAbove: 10 },
  requirements: ['TG-18'],
};

/** Application Insights, and the logs of Azure's own services (TG-18). No document says how long they are kept. */
export const telemetry: TelemetryValues = {
  workspace: { name: 'log-tripgen-prod', retentionDays: 90, dailyQuotaGb: 5 },
  applicationInsights: { name: 'appi-tripgen-prod', sampled: 0.2 },
  requirements: ['TG-18'],
};
