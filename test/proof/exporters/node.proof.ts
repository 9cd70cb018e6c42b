import { readFileSync, statfsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { NODE_USAGE } from '../../../src/constructs/monitoring';
import { realTool } from '../../real-tool';
import { removeFolders } from '../backup/pod';
import { committedExporter, namedSeries } from './committed';
import { keepsToItself } from './keeps-to-itself';
import { RunningExporter } from './running-exporter';
import { differences, valuesOf, withoutValue, type Told } from '../../told';

const PROGRAM = realTool('node-exporter', 'node_exporter');
const suite = PROGRAM === undefined ? describe.skip : describe;

suite('the real node exporter, on this machine, with learn’s committed command (LP-10, decision 154)', () => {
  const committed = committedExporter('learn', 'DaemonSet/node-exporter');
  const start = (planted?: (command: readonly string[]) => readonly string[]): Promise<RunningExporter> =>
    RunningExporter.start(committed, { program: String(PROGRAM), ...(planted && { planted }) });
  let exporter: RunningExporter;
  let told: Told;

  beforeAll(async () => {
    exporter = await start();
    told = await exporter.told();
  });
  afterAll(async () => {
    await RunningExporter.endAll();
    removeFolders();
  });

  test('LP-10 every metric of the catalogue is told with exactly its type and labels, and every series that somebody names has a value', () => {
    expect(committed.metrics.map(({ name }) => name).sort()).toEqual(
      Object.values(NODE_USAGE)
        .map(({ name }) => name)
        .sort(),
    );
    expect(differences(committed, told)).toEqual([]);
    expect(namedSeries(committed).map(({ name, labels }) => [name, labels])).toContainEqual([
      'node_cpu_seconds_total',
      { mode: 'idle' },
    ]);
    expect(withoutValue(namedSeries(committed), told)).toEqual([]);
  });

  test('what it tells is the machine’s: memory, CPUs, and the disk below the root folder', () => {
    expect(valuesOf(told, NODE_USAGE.memory)).toEqual([totalmem()]);
    const cpus = readFileSync('/proc/stat', 'utf8').match(/^cpu\d+/gm)?.length;
    const idle = told.samples.filter(({ name, labels }) => name === NODE_USAGE.cpu.name && labels['mode'] === 'idle');
    expect(idle).toHaveLength(Number(cpus));
    const disks = told.samples.filter(({ name }) => name === NODE_USAGE.disk.name);
    expect(disks.map(({ labels }) => labels['device_error']).filter(Boolean)).toEqual([]);
    for (const { labels, value } of disks) {
      const { blocks, bsize } = statfsSync(labels['mountpoint'] ?? '');
      expect([labels['mountpoint'], value]).toEqual([labels['mountpoint'], blocks * bsize]);
    }
  });

  test('planted: a collector that is left out, a name that is misspelt, and a label too few are seen', async () => {
    const blind = await start(command => command.filter(word => word !== '--collector.meminfo'));
    expect(differences(committed, await blind.told())).toEqual([
      'node_memory_MemTotal_bytes is not told',
      'node_memory_MemAvailable_bytes is not told',
    ]);
    await blind.end();
    const { cpu, disk } = NODE_USAGE;
    const misspelt = { ...cpu, name: 'node_cpu_second_total' };
    const { byTarget } = committed;
    expect(differences({ metrics: [misspelt], byTarget }, told)).toEqual(['node_cpu_second_total is not told']);
    const less = { ...disk, labels: ['device', 'fstype', 'mountpoint', 'node'] };
    expect(differences({ metrics: [less], byTarget }, told)).toEqual([
      'node_filesystem_size_bytes is told with {device,device_error,fstype,mountpoint}, expected {device,fstype,mountpoint}',
    ]);
  });

  test('keeps to itself: not root, nothing written, no complaint, less memory than its limit', async () => {
    await keepsToItself(committed, exporter);
    expect(exporter.complaints).toEqual([]);
  });
});
