import { App, YamlOutputType } from 'cdk8s';
import { completeSystems, Place } from '../src/constructs/structure';
import { environments } from '../src/environments';

// The stock way with the same constructs: ts-node with type checks, App.synth(), a file an object, no checks.
const [folder = 'dist'] = process.argv.slice(2);
const app = new App({ outdir: folder, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
for (const { name, cluster, labels, systems } of environments) {
  const place = new Place(app, name, { cluster, ...(labels && { labels }) });
  for (const entry of systems) entry.build(place);
  completeSystems(place);
}
app.synth();
