import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../model';
import { definitionsIn } from '../control-plane';
import { ProvingGroundError } from '../proving-ground-error';

/** What a revision of the repository delivers to one environment. */
export interface DeliveredTree {
  readonly environment: string;
  /** Documents of `root.yaml`, which a person applies. */
  readonly root: readonly KubeObject[];
  /** Repository that they name. */
  readonly repository: string;
  /** Whether root is synced without a person. */
  readonly syncsItself: boolean;
  /** Values of argocd-cm, as the chart makes them of `configs.cm`: each as text. */
  readonly config: Readonly<Record<string, string>>;
  /** Definitions of `crds/` for the kinds that the environment has, those of Argo CD's own too. */
  readonly crds: readonly KubeObject[];
  /** Everything of `dist/<environment>/`. */
  readonly objects: readonly KubeObject[];
}

interface RootApplication {
  readonly spec: {
    readonly source: { readonly repoURL: string };
    readonly syncPolicy?: { readonly automated?: object };
  };
}

/**
 * Reads it from a folder that holds the repository's files.
 * @throws ProvingGroundError when the folder has nothing for the environment
 */
export function readDeliveredTree(folder: string, environment: string): DeliveredTree {
  const file = join(folder, 'argocd', environment, 'root.yaml');
  if (!existsSync(file))
    throw new ProvingGroundError(
      `there is no argocd/${environment}/root.yaml in what is committed: npm start, then commit`,
    );
  const root = objectsOf(file);
  const application = root.find(({ kind, metadata }) => kind === 'Application' && metadata.name === 'root');
  if (application === undefined) throw new ProvingGroundError(`${file} has no Application root`);
  const objects = yamlFiles(join(folder, 'dist', environment)).flatMap(objectsOf);
  const { source, syncPolicy } = (application as unknown as RootApplication).spec;
  return {
    environment,
    root,
    repository: source.repoURL,
    syncsItself: syncPolicy?.automated !== undefined,
    config: chartConfig(readFileSync(join(folder, 'argocd', environment, 'argocd-values.yaml'), 'utf8')),
    crds: definitionsIn(join(folder, 'crds'), [...root, ...objects]),
    objects,
  };
}

function chartConfig(values: string): Record<string, string> {
  const { configs } = parse(values) as { configs: { cm: Record<string, string> } };
  return Object.fromEntries(Object.entries(configs.cm).map(([name, value]) => [name, String(value)]));
}

/** The kustomization beside the objects is for people without Argo CD. */
function yamlFiles(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter(name => name.endsWith('.yaml') && basename(name) !== 'kustomization.yaml')
    .sort()
    .map(name => join(folder, name));
}

function objectsOf(file: string): KubeObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map(document => document.toJS() as KubeObject);
}
