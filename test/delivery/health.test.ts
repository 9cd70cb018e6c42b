import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { parse } from 'yaml';
import { HEALTH_CHECKS } from '../../src/environments/add-ons/argo-cd/health';
import { realTool } from '../real-tool';

const FIXTURES = join(__dirname, 'health');
const ARGO_CD = realTool('argocd', 'argocd');

/** A fixture's first line tells what Argo CD has to say of it: `# Healthy: why`. */
const fixtures = readdirSync(FIXTURES).map(file => {
  const text = readFileSync(join(FIXTURES, file), 'utf8');
  const [, status = '', reason = ''] = /^# (\w+): (.*)$/m.exec(text) ?? [];
  return { file, status, reason, kind: (parse(text) as { kind: string }).kind };
});

describe('health checks', () => {
  it('are proved for a state that waits and a state that goes on, for every kind', () => {
    for (const kind of ['Repository', 'Application', 'TargetGroupBinding', 'NamespacesQueue', 'Rollout']) {
      const statuses = fixtures.filter(fixture => fixture.kind === kind).map(({ status }) => status);
      expect(statuses).toEqual(expect.arrayContaining(['Healthy', 'Progressing']));
    }
  });

  if (ARGO_CD !== undefined) provedBy(ARGO_CD);
});

function provedBy(argocd: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'garam-health-'));
  const settings = join(folder, 'argocd-cm.yaml');
  beforeAll(() => writeFileSync(settings, configMap()));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(fixtures)('say $status of $file: $reason', ({ file, status }) => {
    const command = ['admin', 'settings', 'resource-overrides', 'health', join(FIXTURES, file)];
    const answer = execFileSync(argocd, [...command, '--argocd-cm-path', settings], {
      // It ends before it could run out of memory: collecting garbage would be a quarter of its time.
      env: { ...process.env, ARGOCD_BINARY_NAME: 'argocd', GOGC: 'off', HOME: folder },
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(answer).toContain(`STATUS: ${status}\n`);
  });
}

function configMap(): string {
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  return Yaml.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', namespace: 'argocd', labels },
    data: HEALTH_CHECKS,
  });
}
