import type { Rule } from '../../model';
import { alertTells } from './alert-tells';
import { inhibitionFits } from './alertmanager/inhibition-fits';
import { routeIsReached } from './alertmanager/route-is-reached';
import { alertLeadsToDashboard } from './dashboards/alert-leads-to-dashboard';
import { azureAlertLeadsToDashboard } from './dashboards/azure/azure-alert-leads-to-dashboard';
import { azurePanelTells } from './dashboards/azure/azure-panel-tells';
import { azureStoreShown } from './dashboards/azure/azure-store-shown';
import { alarmLeadsToDashboard } from './dashboards/cloudwatch/alarm-leads-to-dashboard';
import { storeDashboardTells } from './dashboards/cloudwatch/store-dashboard-tells';
import { storeShown } from './dashboards/cloudwatch/store-shown';
import { dashboardShown } from './dashboards/dashboard-shown';
import { dashboardTells } from './dashboards/dashboard-tells';
import { dashboardUnique } from './dashboards/dashboard-unique';
import { ruleFileIsRead } from './files/rule-file-is-read';
import { scrapeJobFindsTargets } from './files/scrape-job-finds-targets';
import { functionFitsMetric } from './function-fits-metric';
import { histogramBuckets } from './histogram-buckets';
import { jobTold } from './job-told';
import { metricKnown } from './metric-known';
import { monitorSelectsPods } from './monitor-selects-pods';
import { monitorTold } from './monitor-told';
import { probeModuleKnown } from './probes/probe-module-known';
import { publicAddressProbed } from './probes/public-address-probed';
import { queryParses } from './query-parses';
import { retentionCoversWindows } from './retention-covers-windows';
import { ruleIsRead } from './rule-is-read';
import { serviceLevelStated } from './service-level-stated';
import { workloadTold } from './workload-told';

/** Rules about what watches: that alerts can fire, reach somebody, and tell him what to do. */
export const monitoringRules: readonly Rule[] = [
  monitorSelectsPods,
  ruleIsRead,
  ruleFileIsRead,
  scrapeJobFindsTargets,
  routeIsReached,
  inhibitionFits,
  publicAddressProbed,
  probeModuleKnown,
  monitorTold,
  jobTold,
  serviceLevelStated,
  workloadTold,
  queryParses,
  metricKnown,
  functionFitsMetric,
  histogramBuckets,
  alertTells,
  alertLeadsToDashboard,
  dashboardTells,
  dashboardUnique,
  dashboardShown,
  alarmLeadsToDashboard,
  storeDashboardTells,
  storeShown,
  azureAlertLeadsToDashboard,
  azurePanelTells,
  azureStoreShown,
  retentionCoversWindows,
];
