import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { LOOPBACK } from '../control-plane/components';
import { answersOk, freePorts, startProcess, waitUntilReady } from '../process';
import { findProgram, pinnedVersion, prometheus, type ToolPlaces } from '../tools';

export interface PrometheusOptions {
  readonly places: ToolPlaces;
  /** State folder that it writes to. */
  readonly state: string;
  /** `scrape_configs` and the like: its configuration file. */
  readonly config: object;
}

/**
 * Starts a real Prometheus, which keeps its series in the state folder.
 * @returns its address (`http://127.0.0.1:9090`)
 * @throws ProvingGroundError when it is missing, dies, or refuses the configuration
 */
export async function startPrometheus({ places, state, config }: PrometheusOptions): Promise<string> {
  const [port] = (await freePorts(1)) as [number];
  const file = join(state, 'prometheus.yaml');
  writeFileSync(file, stringify(config));
  const record = startProcess(state, {
    role: 'prometheus',
    rank: 'client',
    path: findProgram(places, prometheus, 'prometheus'),
    version: pinnedVersion(places.root, prometheus),
    port,
    arguments: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(state, 'prometheus')}`,
      `--web.listen-address=${LOOPBACK}:${port}`,
      '--log.level=warn',
    ],
  });
  await waitUntilReady(record, () => answersOk(port, '/-/ready'));
  return `http://${LOOPBACK}:${port}`;
}
