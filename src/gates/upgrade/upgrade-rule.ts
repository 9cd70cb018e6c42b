import type { Finding, Model, Rendered, RenderedManifest, Rule } from '../../model';
import { findingFor, objectName, type Complaint } from '../finding';
import type { Change } from './change';

/** Something that must hold of the way from one state of git to the next: a pure function over both. */
export interface UpgradeRule extends Pick<Rule, 'code' | 'text'> {
  /**
   * Everything that breaks the rule; empty when it holds.
   * @param before objects of a git revision, which runs
   * @param after what is synthesized now, which is to run
   */
  check(before: Rendered, after: Model): readonly Finding[];
}

/** A finding about an object that leaves git: there is no TypeScript line any more that declares it. */
export function findingForRemoved(manifest: RenderedManifest, code: string, complaint: Complaint): Finding {
  const { path, ...rest } = complaint;
  const { environment, object, path: file } = manifest;
  return { code, ...rest, where: { environment, object: objectName(object), ...(path && { path }), file } };
}

/** A finding about a change: at the object that comes, else at the one that goes. */
export function findingForChange({ before, after }: Change, code: string, complaint: Complaint): readonly Finding[] {
  if (after !== undefined) return [findingFor(after, code, complaint)];
  return before === undefined ? [] : [findingForRemoved(before, code, complaint)];
}
