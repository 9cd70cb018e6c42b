import type { Rule } from '../../model';
import { analysisArguments } from './analysis-arguments';
import { analysisJudges } from './analysis-judges';
import { releaseAbort } from './release-abort';
import { releaseConfiguration } from './release-configuration';
import { releaseIngress } from './release-ingress';
import { releaseLeftAlone } from './release-left-alone';
import { releaseServices } from './release-services';
import { releaseStepsValid } from './release-steps';
import { releaseStrategy } from './release-strategy';

/** Rules about progressive delivery: how a Rollout moves its weights, what judges it, and how it gives up. */
export const releaseRules: readonly Rule[] = [
  releaseStrategy,
  releaseStepsValid,
  releaseServices,
  releaseIngress,
  releaseAbort,
  releaseConfiguration,
  releaseLeftAlone,
  analysisArguments,
  analysisJudges,
];
