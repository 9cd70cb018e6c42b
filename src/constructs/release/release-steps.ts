import type { RolloutSpecStrategyCanarySteps as Step } from '../../../imports/argoproj.io';
import { JUDGED_VERSION } from './service-level-analysis';
import type { WeightedRelease } from './weighted-release';

/** AnalysisTemplates that the steps name. */
export interface StepTemplates {
  /** Judges each share. */
  readonly serviceLevel: string;
  /** Check the complete new version, in this order. */
  readonly checks: readonly string[];
}

/**
 * The way of a new version. Each share is judged before the next one, the last one too: only then the old version goes.
 * Blue-green: complete at full size first, then checks, then a person's word (FP-14).
 */
export function releaseSteps(release: WeightedRelease, templates: StepTemplates): Step[] {
  const shares = release.weights.flatMap((setWeight): Step[] => [{ setWeight }, { analysis: judged(templates) }]);
  switch (release.type) {
    case 'canary':
      return shares;
    case 'blue-green': {
      const checks = templates.checks.map((templateName): Step => ({ analysis: { templates: [{ templateName }] } }));
      return [{ setCanaryScale: { weight: 100 } }, ...checks, { pause: {} }, ...shares];
    }
  }
}

function judged({ serviceLevel }: StepTemplates): NonNullable<Step['analysis']> {
  return {
    templates: [{ templateName: serviceLevel }],
    args: [{ name: JUDGED_VERSION, valueFrom: { podTemplateHashValue: 'Latest' } }],
  };
}
