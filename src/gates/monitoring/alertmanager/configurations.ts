import type { Manifest } from '../../../model';
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

/** The configurations of Alertmanager that an object holds. */
export const configurationsIn = once((manifest: Manifest): readonly ConfigurationAt[] =>
  manifest.tree !== 'dist'
    ? []
    : FILES.map(files => [...files, FILE]).flatMap(steps => {
        const text = valueAt(manifest.object, steps);
        return typeof text === 'string' ? [{ manifest, steps, content: yamlObject(text) }] : [];
      }),
);
