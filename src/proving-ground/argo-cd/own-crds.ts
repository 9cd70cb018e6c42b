import type { KubeObject } from '../../model';
import { argoCd, moduleCrds, type ToolPlaces } from '../tools';

/** The CRDs that came with the Argo CD we start, not those of the newer one in crds/. */
export function ownCrds(places: ToolPlaces): readonly KubeObject[] {
  return moduleCrds(places, argoCd);
}
