/*
 * What dashboards are called in addresses: Grafana's `uid`, 40 characters at most. Alerts lead there. The environment's
 * name comes first: a link that is opened at another cluster's forwarded port then leads nowhere, not to a wrong page.
 */

/** The dashboard of everything that an environment runs: `fablink-prod-environment`. */
export function environmentDashboardOf(environment: string): string {
  return `${environment}-environment`;
}

/** The dashboard of one system: `learn-shop`. */
export function overviewOf(environment: string, system: string): string {
  return `${environment}-${system}`;
}

/** The dashboard of one data store of a system: `memo-prod-memo-redis`. */
export function storeDashboardOf(environment: string, system: string, store: string): string {
  return `${overviewOf(environment, system)}-${store}`;
}
