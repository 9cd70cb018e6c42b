import type { Rule } from '../../model';
import { applicationProject } from './argo-cd/application-project';
import { applicationSource } from './argo-cd/application-source';
import { alarmAction } from './aws/alarm-action';
import { alarmMetric } from './aws/alarm-metric';
import { awsReference } from './aws/aws-reference';
import { managedAddOn } from './aws/managed-add-on';
import { roleTaken } from './aws/role-taken';
import { roleTrust } from './aws/role-trust';
import { azureAlertAction } from './azure/azure-alert-action';
import { azureAlertMetric } from './azure/azure-alert-metric';
import { azureOwner } from './azure/azure-owner';
import { azureTrust } from './azure/azure-trust';
import { apiFromAddOn } from './cluster/api-from-add-on';
import { namespaceExists } from './cluster/namespace-exists';
import { roleBinding } from './cluster/role-binding';
import { storageClass } from './cluster/storage-class';
import { configMapKey } from './configuration/config-map-key';
import { secretKey } from './configuration/secret-key';
import { secretStore } from './configuration/secret-store';
import { unusedConfig } from './configuration/unused-config';
import { budgetSelectsPods } from './network/budget-selects-pods';
import { ingressBackend } from './network/ingress-backend';
import { ingressClass } from './network/ingress-class';
import { policySelectsPods } from './network/policy-selects-pods';
import { servicePort } from './network/service-port';
import { serviceSelectsPods } from './network/service-selects-pods';
import { targetGroupBinding } from './network/target-group-binding';
import { priorityClass } from './workload/priority-class';
import { probePort } from './workload/probe-port';
import { scaleTarget } from './workload/scale-target';
import { serviceAccount } from './workload/service-account';
import { statefulService } from './workload/stateful-service';
import { volumeClaim } from './workload/volume-claim';

/** Rules about names that objects give of each other: every reference closes. */
export const referenceRules: readonly Rule[] = [
  apiFromAddOn,
  namespaceExists,
  serviceSelectsPods,
  servicePort,
  probePort,
  configMapKey,
  secretKey,
  secretStore,
  unusedConfig,
  serviceAccount,
  priorityClass,
  volumeClaim,
  storageClass,
  statefulService,
  scaleTarget,
  budgetSelectsPods,
  policySelectsPods,
  ingressBackend,
  ingressClass,
  targetGroupBinding,
  roleBinding,
  awsReference,
  roleTrust,
  roleTaken,
  alarmAction,
  alarmMetric,
  azureAlertAction,
  azureAlertMetric,
  managedAddOn,
  azureOwner,
  azureTrust,
  applicationSource,
  applicationProject,
];
