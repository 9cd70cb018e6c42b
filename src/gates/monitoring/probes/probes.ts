import type { Manifest } from '../../../model';
import type { EnvironmentObjects } from '../../reference/environment-objects';
import { textsIn, valueAt } from '../../schema/json-path';
import { isMonitoring } from '../prometheus-rules';

/** Probes of an environment. */
export function probesOf({ manifests }: EnvironmentObjects): readonly Manifest[] {
  return manifests.filter(each => isMonitoring(each, 'Probe'));
}

/** What the Probes of an environment ask. */
export function probedUrls(environment: EnvironmentObjects): readonly string[] {
  return probesOf(environment).flatMap(({ object }) =>
    textsIn(valueAt(object, ['spec', 'targets', 'staticConfig', 'static'])),
  );
}

/** Host of an address; nothing where it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
