import type { Model, Rendered, RenderedManifest } from '../../../model';
import { isInBootstrapFile } from '../../identity/bootstrap-file';
import { annotationList, hooksOf } from '../../sync/annotations';
import { applicationFor, type SyncingApplication } from './application';

/** What becomes of an object that has left git, and why. */
export interface Leaving {
  readonly fate: 'pruned' | 'kept';
  readonly why: string;
  /** Whether Argo CD shows the Application as OutOfSync for as long as the object lives. */
  readonly outOfSync: boolean;
}

const kept = (why: string, outOfSync = false): Leaving => ({ fate: 'kept', why, outOfSync });
const pruned = (why: string): Leaving => ({ fate: 'pruned', why, outOfSync: false });

/** What Argo CD does with an object that is in git no more. What counts is what the live object says, which is `gone`. */
export function leaving(before: Rendered, after: Model, gone: RenderedManifest): Leaving {
  if (isInBootstrapFile(gone)) return kept('a person applied it, and a person deletes it');
  if (!after.manifests.some(({ environment }) => environment === gone.environment))
    return kept('nothing in git stands for its environment any more');
  if (hooksOf(gone.object).length > 0) return kept('it is a hook, which Argo CD never prunes');
  const now = applicationFor(after, gone);
  return now === undefined ? withApplication(gone, applicationFor(before, gone)) : byApplication(gone, now);
}

function optionOf(object: RenderedManifest['object'], name: string, inherited: readonly string[]): string | undefined {
  const stated = [...annotationList(object, 'sync-options'), ...inherited].find(text => text.startsWith(`${name}=`));
  return stated?.slice(name.length + 1);
}

/** The Application stays, the object goes. */
function byApplication({ object }: RenderedManifest, application: SyncingApplication): Leaving {
  const option = optionOf(object, 'Prune', application.options);
  if (option === 'false') return kept('Prune=false', !ignoresExtraneous(object));
  if (option === 'confirm') return pruned('once a person has confirmed it (Prune=confirm)');
  if (!application.automated) return pruned('when a person syncs with prune');
  return application.prunes ? pruned('') : kept(`${application.name} does not prune`, !ignoresExtraneous(object));
}

/** The Application goes, too. */
function withApplication({ object }: RenderedManifest, application: SyncingApplication | undefined): Leaving {
  if (application === undefined) return kept('no Application synced it');
  if (!application.deletes) return kept(`the Application ${application.name} leaves its objects behind`);
  const option = optionOf(object, 'Delete', application.options);
  if (option === 'false') return kept('Delete=false');
  const confirm = option === 'confirm' ? ', once a person has confirmed it' : '';
  return pruned(`with the Application ${application.name}${confirm}`);
}

function ignoresExtraneous(object: RenderedManifest['object']): boolean {
  return annotationList(object, 'compare-options').includes('IgnoreExtraneous');
}

/** Why Argo CD deletes an object and makes it anew instead of changing it; undefined where it changes it. */
export function recreation(after: Rendered, manifest: RenderedManifest): string | undefined {
  const { object } = manifest;
  if (hooksOf(object).length > 0) return 'it is a hook: deleted and made anew by every sync';
  const inherited = applicationFor(after, manifest)?.options ?? [];
  const [force, replace] = [optionOf(object, 'Force', inherited), optionOf(object, 'Replace', inherited)];
  return force === 'true' && replace === 'true' ? 'Force=true,Replace=true: deleted and made anew' : undefined;
}
