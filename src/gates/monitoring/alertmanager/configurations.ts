import type { Manifest } from '../../../model';
import type { EnvironmentObjects } from '../../reference/environment-objects';
import { once } from '../../pod/once';
import { valueAt, type Step } from '../../schema/json-path';
import { yamlObject } from '../files/file-server';

/** A configuration of Alertmanager, as a text of an object. */
export interface ConfigurationAt {
  readonly manifest: Manifest;
  /** Way to the text. */
  readonly steps: readonly Step[];
  /** What it says; nothing where it is no YAML object. */
  readonly content: Readonly<Record<string, unknown>> | undefined;
}

/** Name of the file, which prometheus-operator expects, too. */
const FILE = 'alertmanager.yaml';

/** Where an object holds files: a ConfigMap, and the Secret that External Secrets makes. */
const FILES: readonly (readonly Step[])[] = [['data'], ['spec', 'target', 'template', 'data']];

/** Every configuration of Alertmanager of an environment. */
export const configurationsOf = once((environment: EnvironmentObjects): readonly ConfigurationAt[] =>
  environment.manifests
    .filter(({ tree }) => tree === 'dist')
    .flatMap(manifest =>
      FILES.map(files => [...files, FILE]).flatMap(steps => {
        const text = valueAt(manifest.object, steps);
        return typeof text === 'string' ? [{ manifest, steps, content: yamlObject(text) }] : [];
      }),
    ),
);
