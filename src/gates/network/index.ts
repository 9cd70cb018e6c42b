import type { Rule } from '../../model';
import { cidrValid } from './cidr-valid';
import { eksPolicyPorts } from './eks-policy-ports';
import { gracefulShutdown } from './graceful-shutdown';
import { nodePort } from './node-port';
import { policyCoversPods } from './policy-covers-pods';
import { policyMatchesCalls } from './policy-matches-calls';
import { readinessGate } from './readiness-gate';

/** Rules about who reaches whom, and how requests end. */
export const networkRules: readonly Rule[] = [
  nodePort,
  cidrValid,
  policyCoversPods,
  policyMatchesCalls,
  eksPolicyPorts,
  gracefulShutdown,
  readinessGate,
];
