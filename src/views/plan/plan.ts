import type { Finding, Manifest, RenderedManifest, SourceLine } from '../../model';
import type { FieldDifference } from '../field-difference';
import { fieldChanges } from './field-changes';

/** What becomes of an object, in the order in which people read it. */
export const FATES = ['refused', 'pruned', 'kept', 'replaced', 'changed', 'added'] as const;
export type PlannedFate = (typeof FATES)[number];

/** An object that two states of git disagree about. */
export interface PlannedChange {
  readonly environment: string;
  readonly before?: RenderedManifest;
  readonly after?: Manifest;
  readonly fate: PlannedFate;
  readonly why: string;
  /** What happens to its pods. @default nothing */
  readonly pods?: 'restart' | 'run';
  readonly byHand: boolean;
}

/** What a plan is made of. */
export interface PlanInput {
  /** The revision as a person wrote it, and the commit that it is. */
  readonly against: { readonly ref: string; readonly commit: string };
  /** Names of all environments of both states. */
  readonly environments: readonly string[];
  readonly changes: readonly PlannedChange[];
  /** Findings of today that were none then, and those of then that are none today. */
  readonly findings: { readonly appear: readonly Finding[]; readonly go: readonly Finding[] };
}

/** One object of a plan. */
export interface PlannedObject {
  readonly environment: string;
  /** `Kind/name` or `Kind/namespace/name`. */
  readonly object: string;
  readonly fate: PlannedFate;
  readonly why: string;
  readonly pods?: 'restart' | 'run';
  /** Whether a person has to apply its file. */
  readonly byHand: boolean;
  readonly file: string;
  /** Line that declares the object; an object that goes has none any more. */
  readonly source?: SourceLine;
}

/** Objects that change in the same way. */
export interface PlannedGroup {
  /** Fields that differ; empty for objects that come, go or stay behind. */
  readonly fields: readonly FieldDifference[];
  readonly objects: readonly PlannedObject[];
}

/** How many objects of an environment meet which fate. */
export type PlanCounts = Readonly<Record<PlannedFate, number>> & {
  readonly environment: string;
  /** Objects whose pods are replaced by new ones. */
  readonly restarts: number;
  /** Findings that appear. */
  readonly findings: number;
};

/** What a change does to the clusters. */
export interface Plan {
  readonly against: PlanInput['against'];
  readonly environments: readonly PlanCounts[];
  /** Every object that changes, in the group of those that change alike. */
  readonly groups: readonly PlannedGroup[];
  readonly findings: PlanInput['findings'];
}

/** Groups changes that are the same in every field, counts them, and forgets the manifests. */
export function planOf({ against, environments, changes, findings }: PlanInput): Plan {
  const groups = new Map<string, { fields: readonly FieldDifference[]; objects: PlannedObject[] }>();
  for (const change of changes) {
    const fields = fieldsOf(change);
    const key = JSON.stringify(fields.length > 0 ? fields : [change.environment, change.fate, change.byHand]);
    const group = groups.get(key) ?? { fields, objects: [] };
    groups.set(key, group);
    group.objects.push(objectOf(change));
  }
  return {
    against,
    environments: environments.map(name => countsOf(name, changes, findings.appear)),
    groups: [...groups.values()],
    findings,
  };
}

/** An object whose name follows its content has another name: that says nothing. */
function fieldsOf({ before, after }: PlannedChange): readonly FieldDifference[] {
  if (before === undefined || after === undefined) return [];
  const fields = fieldChanges(before.object, after.object);
  const isRenamed = before.object.metadata.name !== after.object.metadata.name;
  const told = isRenamed ? fields.filter(({ path }) => path !== '$.metadata.name') : fields;
  if (before.application === after.application) return told;
  return [{ path: 'Application', before: before.application, after: after.application }, ...told];
}

function objectOf({ environment, before, after, fate, why, pods, byHand }: PlannedChange): PlannedObject {
  const manifest = after ?? before;
  const { kind = '', metadata } = manifest?.object ?? {};
  const source = after?.provenance.lines()[0];
  return {
    environment,
    object: [kind, metadata?.namespace, metadata?.name].filter(part => part !== undefined).join('/'),
    fate,
    why,
    ...(pods && { pods }),
    byHand,
    file: manifest?.path ?? '',
    ...(source && { source }),
  };
}

function countsOf(environment: string, changes: readonly PlannedChange[], appear: readonly Finding[]): PlanCounts {
  const own = changes.filter(change => change.environment === environment);
  const count = (fate: PlannedFate): number => own.filter(change => change.fate === fate).length;
  return {
    environment,
    refused: count('refused'),
    pruned: count('pruned'),
    kept: count('kept'),
    replaced: count('replaced'),
    changed: count('changed'),
    added: count('added'),
    restarts: own.filter(({ pods }) => pods === 'restart').length,
    findings: appear.filter(({ where }) => where.environment === environment).length,
  };
}
