import type { Rule } from '../../model';
import { apiServed } from './api-served';
import { containersPresent } from './fields/containers-present';
import { countRange } from './fields/count-range';
import { cronSchedule } from './fields/cron-schedule';
import { envName } from './fields/env-name';
import { labelForm } from './fields/label-form';
import { nameForm } from './fields/name-form';
import { portRange } from './fields/port-range';
import { quotaQuantity } from './fields/quota-quantity';
import { resourceLimit } from './fields/resource-limit';
import { restartPolicy } from './fields/restart-policy';
import { specPresent } from './fields/spec-present';
import { volumeMount } from './fields/volume-mount';
import { kindRules } from './kinds';
import { listKeyUnique } from './list-key-unique';
import { namespaceScope } from './namespace-scope';
import { schemaCrd } from './schema-crd';
import { schemaKubernetes } from './schema-kubernetes';

/** Rules about single objects: what an API server would refuse, and what it accepts though it cannot be meant. */
export const schemaRules: readonly Rule[] = [
  schemaKubernetes,
  schemaCrd,
  apiServed,
  namespaceScope,
  listKeyUnique,
  specPresent,
  nameForm,
  labelForm,
  portRange,
  countRange,
  quotaQuantity,
  resourceLimit,
  containersPresent,
  restartPolicy,
  envName,
  volumeMount,
  cronSchedule,
  ...kindRules,
];
