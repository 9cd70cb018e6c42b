import type { Construct } from 'constructs';
import { awsOf } from '../aws-cloud';

/*
 * Dashboards of CloudWatch are called as what they show is called in AWS: names there are unique in account and region,
 * as the dashboards' have to be.
 */

/** The dashboard of all tables of an environment: `fablink-prod-tables`. */
export function tablesDashboardOf(environment: string): string {
  return `${environment}-tables`;
}

/** Where people open a dashboard: the console, for whoever has signed in to the account. */
export function dashboardAddress(construct: Construct, dashboard: string): string {
  const { region } = awsOf(construct);
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  return `${console}#dashboards/dashboard/${dashboard}`;
}
