import type { KubeObject, Manifest } from '../../model';

/** Domain of the annotations by which objects talk to Argo CD. */
export const ARGO_CD = 'argocd.argoproj.io/';

/** An annotation's text; undefined where there is none. */
export function annotation(object: KubeObject, name: string): string | undefined {
  const value: unknown = object.metadata.annotations?.[name];
  return typeof value === 'string' ? value : undefined;
}

/** Items of a comma-separated annotation of Argo CD (`hook`, `sync-options`), without the blanks around them. */
export function annotationList(object: KubeObject, name: string): readonly string[] {
  const text = annotation(object, ARGO_CD + name);
  return text === undefined ? [] : text.split(',').map(item => item.trim());
}

/** Hooks that the object is (`PreSync`); none for an object that is simply synced. */
export function hooksOf(object: KubeObject): readonly string[] {
  return annotationList(object, 'hook');
}

/** Order of Argo CD's phases; an object of several counts in its first. */
const PHASES = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PostDelete'];

/** When an object is applied: its phase first, then its wave. */
export interface Moment {
  readonly phase: number;
  readonly wave: number;
}

/** Moment of an object; one that is no hook belongs to the phase Sync, one without a wave to wave 0. */
export function momentOf({ object }: Pick<Manifest, 'object'>): Moment {
  const phases = hooksOf(object)
    .map(hook => PHASES.indexOf(hook))
    .filter(phase => phase >= 0);
  const wave = Number(annotation(object, `${ARGO_CD}sync-wave`) ?? 0);
  return {
    phase: phases.length > 0 ? Math.min(...phases) : PHASES.indexOf('Sync'),
    wave: Number.isInteger(wave) ? wave : 0,
  };
}

/** Below 0 where the first moment comes earlier, 0 where both are the same. */
export function compareMoments(a: Moment, b: Moment): number {
  return a.phase - b.phase || a.wave - b.wave;
}

/** A moment as a message shows it: `wave -30`, `PreSync, wave 0`. */
export function momentText({ phase, wave }: Moment): string {
  const name = PHASES[phase] ?? 'Sync';
  return name === 'Sync' ? `wave ${wave}` : `${name}, wave ${wave}`;
}
