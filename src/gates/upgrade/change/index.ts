import { isDeepStrictEqual } from 'node:util';
import type { Manifest, Model, Rendered, RenderedManifest } from '../../../model';
import { isInBootstrapFile } from '../../identity/bootstrap-file';
import { fixedFields } from '../fields';
import { leaving, recreation } from './fate';
import { byIdentity, identityOf, lineageOf } from './identity';
import { podEffect, type PodEffect } from './pods';
import { withStaleReaders } from './stale-readers';

/**
 * What becomes of an object. `refused`: the API server does not take the change. `replaced`: deleted and made anew.
 * `pruned`: Argo CD deletes it. `kept`: it has left git and stays in the cluster.
 */
export type Fate = 'added' | 'changed' | 'refused' | 'replaced' | 'pruned' | 'kept';

/** An object that two states of git disagree about. */
export interface Change {
  readonly environment: string;
  /** Absent for an object that comes. */
  readonly before?: RenderedManifest;
  /** Absent for an object that goes. */
  readonly after?: Manifest;
  readonly fate: Fate;
  /** Why, in a few words; empty where there is nothing to add. */
  readonly why: string;
  /** What happens to its pods. @default nothing */
  readonly pods?: PodEffect;
  /** Whether a person applies it. */
  readonly byHand: boolean;
  /** Whether the object keeps its Application out of sync for as long as it lives. */
  readonly outOfSync: boolean;
}

const known = new WeakMap<Rendered, WeakMap<Model, readonly Change[]>>();

/** Every object that differs between a git revision and a model, sorted by path. */
export function changesBetween(before: Rendered, after: Model): readonly Change[] {
  const found = known.get(before)?.get(after);
  if (found !== undefined) return found;
  const made = withStaleReaders(new Comparison(before, after).changes(), after);
  known.set(before, (known.get(before) ?? new WeakMap<Model, readonly Change[]>()).set(after, made));
  return made;
}

class Comparison {
  private readonly old: ReadonlyMap<string, RenderedManifest>;
  private readonly fresh: ReadonlyMap<string, Manifest>;
  private readonly versions: ReadonlyMap<string, string>;

  constructor(
    private readonly before: Rendered,
    private readonly after: Model,
  ) {
    this.old = byIdentity(before.manifests);
    this.fresh = byIdentity(after.manifests);
    this.versions = new Map(after.environments.map(({ name, cluster }) => [name, cluster.kubernetes]));
  }

  changes(): readonly Change[] {
    const gone = [...this.old].filter(([identity]) => !this.fresh.has(identity)).map(([, manifest]) => manifest);
    const successors = this.successors(gone);
    const replaced = new Set(successors.values());
    const changes = [
      ...[...this.fresh.values()].flatMap(manifest => this.fresher(manifest, successors.get(manifest))),
      ...gone.filter(manifest => !replaced.has(manifest)).map(manifest => this.goes(manifest)),
    ];
    return changes.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  }

  /** New objects whose name follows their content, with the ones that they replace and that are pruned. */
  private successors(gone: readonly RenderedManifest[]): ReadonlyMap<Manifest, RenderedManifest> {
    const heirless = new Map<string, RenderedManifest[]>();
    for (const manifest of gone) {
      const lineage = leaving(this.before, this.after, manifest).fate === 'pruned' ? lineageOf(manifest) : undefined;
      if (lineage !== undefined) heirless.set(lineage, [...(heirless.get(lineage) ?? []), manifest]);
    }
    const found = new Map<Manifest, RenderedManifest>();
    for (const [identity, manifest] of this.fresh) {
      const lineage = this.old.has(identity) ? undefined : lineageOf(manifest);
      const predecessor = lineage === undefined ? undefined : heirless.get(lineage)?.shift();
      if (predecessor !== undefined) found.set(manifest, predecessor);
    }
    return found;
  }

  private fresher(manifest: Manifest, predecessor: RenderedManifest | undefined): readonly Change[] {
    const before = this.old.get(identityOf(manifest));
    if (before !== undefined) return this.differs(before, manifest) ? [this.changed(before, manifest)] : [];
    const why =
      predecessor === undefined ? '' : `its name follows its content: ${predecessor.object.metadata.name} goes`;
    const fate = predecessor === undefined ? 'added' : 'replaced';
    return [this.change(fate, why, predecessor, manifest, true)];
  }

  private differs(before: RenderedManifest, after: Manifest): boolean {
    if (before.application !== after.application) return true;
    return before.text !== after.text && !isDeepStrictEqual(before.object, after.object);
  }

  private changed(before: RenderedManifest, after: Manifest): Change {
    const anew = recreation(this.after, after);
    if (anew !== undefined) return this.change('replaced', anew, before, after, true);
    const version = this.versions.get(after.environment) ?? '';
    const objects = { before: before.object, after: after.object, others: this.after.manifests };
    const refused = fixedFields(objects, version).length > 0;
    return this.change(refused ? 'refused' : 'changed', '', before, after, false);
  }

  private goes(before: RenderedManifest): Change {
    const { fate, why, outOfSync } = leaving(this.before, this.after, before);
    const byHand = isInBootstrapFile(before);
    return { environment: before.environment, before, fate, why, byHand, outOfSync };
  }

  private change(
    fate: Fate,
    why: string,
    before: RenderedManifest | undefined,
    after: Manifest,
    anew: boolean,
  ): Change {
    const pods = fate === 'refused' ? undefined : podEffect(before?.object, after.object, anew);
    return {
      environment: after.environment,
      ...(before && { before }),
      after,
      fate,
      why,
      ...(pods && { pods }),
      byHand: isInBootstrapFile(after),
      outOfSync: false,
    };
  }
}

function pathOf({ before, after }: Change): string {
  return after?.path ?? before?.path ?? '';
}
