import { read } from '../../constructs/read';
import type { Committed } from './committed';
import type { RunningExporter } from './running-exporter';

/** As many as Prometheus does in a quarter of an hour. */
const READINGS = 60;

/** What the pod's security context and limits ask of an exporter, after many readings. */
export async function keepsToItself({ workload, sampleLimit }: Committed, exporter: RunningExporter): Promise<void> {
  let most = 0;
  for (let reading = 0; reading < READINGS; reading++) most = Math.max(most, (await exporter.told()).samples.length);
  expect(most).toBeLessThan(sampleLimit);
  const pod = 'spec.template.spec';
  const user = Number(read(workload, `${pod}.securityContext.runAsUser`));
  // Where the proof itself is not root, the pod's user is another name for its own.
  expect(exporter.status('Uid').split('\t').map(Number)).toEqual(Array(4).fill(process.getuid?.() || user));
  expect([exporter.status('CapEff'), exporter.status('NoNewPrivs')]).toEqual(['0000000000000000', '1']);
  expect(exporter.written).toEqual([]);
  const limit = /^(\d+)Mi$/.exec(String(read(workload, `${pod}.containers.0.resources.limits.memory`)))?.[1];
  console.log(
    `${workload.metadata.name}: at most ${exporter.peakMiB.toFixed(1)} of ${limit} MiB, ${most} of ${sampleLimit} series`,
  );
  expect(exporter.peakMiB).toBeLessThan(Number(limit));
}
