import type { Finding, KubeObject, Manifest, Rule } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { jsonPath, type Step } from './json-path';

/** A complaint whose place is given by steps instead of a path. */
export interface ComplaintAt extends Omit<Complaint, 'path'> {
  /** Steps from the object's top to the place. */
  readonly steps: readonly Step[];
}

function withPath(complaint: Complaint | ComplaintAt): Complaint {
  if (!('steps' in complaint)) return complaint;
  const { steps, ...rest } = complaint;
  return { ...rest, path: jsonPath(steps) };
}

/** What a rule says to people, in both languages. */
export type RuleTexts = Rule['text'];

/** A rule that looks at one object at a time. */
export function objectRule(
  code: string,
  text: RuleTexts,
  complaints: (object: KubeObject, manifest: Manifest) => Iterable<Complaint | ComplaintAt>,
): Rule {
  return {
    code,
    text,
    check(model) {
      const findings: Finding[] = [];
      for (const manifest of model.manifests) {
        for (const complaint of complaints(manifest.object, manifest)) {
          findings.push(findingFor(manifest, code, withPath(complaint)));
        }
      }
      return findings;
    },
  };
}
