import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { Folder, known } from '../constructs/structure';
import type { AddOn, Environment } from '../environments/environment';
import type { Manifest } from '../model';
import { render, type Synthesis } from '../synth';
import { addOnApplication, folderApplication, rootApplication } from './applications';
import { addOnsProject, rootProject, systemsProject } from './app-projects';
import { writtenByReleases } from './written-by-releases';
import { permissionsOfManifests, type Permissions } from './permissions';

/** Everything below `argocd/<environment>/`: two files for a person to apply, and the two folders they point to. */
export function argoCdTree({ environment, manifests }: Synthesis): Manifest[] {
  const folders = renderOf(environment, tree => {
    systems(tree, environment, manifests);
    addOns(tree, environment);
  });
  const files = renderOf(environment, tree => {
    for (const name of ['root', 'addons'] as const) {
      const file = folder(tree, environment, name);
      rootProject(file, environment);
      rootApplication(file, environment, name);
    }
  });
  return [...files.map(asBootstrapFile), ...folders];
}

/** `root/`: the project of dist/ and one Application a folder of it. */
function systems(tree: Construct, environment: Environment, manifests: readonly Manifest[]): void {
  const root = folder(tree, environment, 'root');
  const allowed = permissionsOfManifests(known(environment.delivery.repository), manifests);
  systemsProject(root, environment, allowed);
  for (const name of new Set(manifests.map(manifest => manifest.application))) {
    const own = manifests.filter(manifest => manifest.application === name);
    folderApplication(root, environment, name, {
      namespace: namespaceFor(environment, own, allowed),
      ignoreDifferences: writtenByReleases(own),
    });
  }
}

/** `addons/`: the project of the charts and one Application a chart. */
function addOns(tree: Construct, environment: Environment): void {
  const addons = folder(tree, environment, 'addons');
  addOnsProject(addons, environment);
  const charts = new Map<string, AddOn[]>();
  for (const addOn of environment.addOns) {
    const name = addOn.application ?? addOn.name;
    charts.set(name, [...(charts.get(name) ?? []), addOn]);
  }
  for (const [name, together] of charts) addOnApplication(addons, environment, name, together);
}

/** Argo CD wants an Application's namespace to be one that the project allows, though no object uses it. */
function namespaceFor(environment: Environment, manifests: readonly Manifest[], allowed: Permissions): string {
  const own = manifests.flatMap(({ object }) => object.metadata.namespace ?? []).sort()[0];
  const namespace = own ?? allowed.namespaces[0];
  if (namespace !== undefined) return namespace;
  throw new Error(`${environment.name}: no object of dist/ has a namespace, so that no AppProject can name one`);
}

function folder(tree: Construct, environment: Environment, name: string): Folder {
  return new Folder(tree, name, name, { 'app.kubernetes.io/managed-by': 'garam', ...environment.labels });
}

function renderOf(environment: Environment, build: (tree: Construct) => void): Manifest[] {
  const tree = new Construct(new App(), environment.name);
  build(tree);
  return render('argocd', environment.name, tree).map(manifest => ({
    ...manifest,
    provenance: { ...manifest.provenance, lines: environment.madeAt },
  }));
}

/** Project and Application share `argocd/<environment>/<name>.yaml`, so that one command applies both. */
function asBootstrapFile(manifest: Manifest): Manifest {
  const { environment, application } = manifest;
  return { ...manifest, application: `${application}.yaml`, path: `argocd/${environment}/${application}.yaml` };
}
