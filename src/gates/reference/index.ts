import type { Rule } from '../../model';
import { applicationProject } from './argo-cd/application-project';
import { applicationSource } from './argo-cd/application-source';
import { awsReference } from './aws/aws-reference';
import { roleTaken } from './aws/role-taken';
import { roleTrust } from './aws/role-trust';
import { apiFromAddOn } from './cluster/api-from-add-on';
import { namespaceExists } from './cluster/namespace-exists';
import { roleBinding } from './cluster/role-binding';
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
  applicationSource,
  applicationProject,
];
