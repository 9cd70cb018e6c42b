import { read } from '../../../constructs/read';
import { realModel } from '../../../real-model';
import { lookVariables, nodeLogObjects, ofNodeLogs } from '../../node-logs/output';
import { CONTAINER } from './output';

const POD = 'spec.template.spec';
const keeper = (path: string) => read(ofNodeLogs('DaemonSet'), path);

test('TG-20 log files of tripgen-dev stay for 7 days on the disk of the node that wrote them', () => {
  expect(lookVariables()).toMatchObject({ LOGS: '/var/log', NAMESPACES: 'tripgen-dev', DAYS: '7' });
  const volumes = keeper(`${POD}.volumes`) as { name: string; hostPath?: object }[];
  const [onNode, ...others] = volumes.filter(({ hostPath }) => hostPath);
  expect([onNode?.hostPath, others]).toEqual([{ path: '/var/log', type: 'Directory' }, []]);
  expect(keeper(`${CONTAINER}.volumeMounts`)).toContainEqual({ name: onNode?.name, mountPath: '/var/log' });
});

test('TG-20 what is kept takes at most a tenth of a node’s disk of 128 GiB', () => {
  expect(Number(lookVariables()['MEBIBYTES'])).toBeLessThanOrEqual((128 * 1024) / 10);
});

test('TG-20 both nodes have a keeper, which outranks all that runs there', () => {
  expect(read(ofNodeLogs('ResourceQuota'), 'spec.hard.pods')).toBe('2');
  expect(keeper(`${POD}.nodeSelector`)).toBeUndefined();
  expect(keeper(`${POD}.priorityClassName`)).toBe('node-logs-agent');
  const values = realModel()
    .manifests.filter(({ environment, object }) => environment === 'tripgen-dev' && object.kind === 'PriorityClass')
    .map(({ object }): readonly unknown[] => [object.metadata.name, object['value']]);
  const [highest] = [...values].sort(([, a], [, b]) => Number(b) - Number(a));
  expect(highest?.[0]).toBe('node-logs-agent');
});

test('TG-20 the keeper runs at night, too, when the pods whose lines it keeps end', () => {
  const schedules = realModel().declarations.filter(
    each => each.type === 'schedule' && each.environment === 'tripgen-dev' && each.namespace === 'node-logs',
  );
  expect(schedules).toEqual([]);
  expect(nodeLogObjects().filter(({ kind }) => kind === 'ScaledObject')).toEqual([]);
});

test('TG-20 the keeper is root without a capability, without a token, and without a network', () => {
  expect(keeper(`${CONTAINER}.securityContext`)).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
    runAsGroup: 0,
    runAsNonRoot: false,
    runAsUser: 0,
  });
  expect(keeper(`${POD}.automountServiceAccountToken`)).toBe(false);
  expect(read(ofNodeLogs('NetworkPolicy'), 'spec')).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
  const excepted = realModel().declarations.flatMap(each =>
    each.type === 'exception' && each.environment === 'tripgen-dev' ? [`${each.rule} ${each.object}`] : [],
  );
  expect(excepted).toEqual(
    expect.arrayContaining(['pod-security Namespace/node-logs', 'no-root-user DaemonSet/node-logs/log-keeper']),
  );
});

test('TG-20 a keeper that keeps nothing is not ready after two minutes, and starts again after five', () => {
  const probe = (name: string) =>
    keeper(`${CONTAINER}.${name}`) as { exec: { command: string[] }; failureThreshold: number };
  for (const name of ['readinessProbe', 'livenessProbe']) {
    expect(probe(name).exec.command.join(' ')).toContain('find /tmp/looked -mmin -2');
  }
  expect([probe('readinessProbe'), probe('livenessProbe')].map(each => each.failureThreshold)).toEqual([2, 10]);
  expect(keeper(`${CONTAINER}.command`)).toEqual(
    expect.arrayContaining([expect.stringContaining('touch /tmp/looked')]),
  );
});
