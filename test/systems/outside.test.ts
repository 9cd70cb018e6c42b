import { parse } from 'yaml';
import { realModel } from '../real-model';
import { read } from '../constructs/read';
import { objectIn, WATCHED_BY_OPERATOR } from './watched';

describe.each(WATCHED_BY_OPERATOR)('D-10, LP-10 what looks at %s from outside', environment => {
  const egress = read(objectIn(environment, 'NetworkPolicy', 'blackbox-exporter'), 'spec.egress') as {
    to: { ipBlock?: { cidr: string; except: string[] }; podSelector?: { matchLabels: Record<string, string> } }[];
    ports: { port: number }[];
  }[];
  const probes = realModel()
    .manifests.filter(({ environment: at, object }) => at === environment && object.kind === 'Probe')
    .map(({ object }) => object);

  test('calls the resolver, the internet by HTTPS, and where the cluster answers for its load balancer NGINX', () => {
    const called = egress.flatMap(({ to, ports }) =>
      to.flatMap(({ ipBlock, podSelector }) =>
        [...new Set(ports.map(({ port }) => port))].map(
          port => `${ipBlock?.cidr ?? Object.values(podSelector?.matchLabels ?? {}).join()} ${port}`,
        ),
      ),
    );
    const behind = ['memo-prod', 'tripgen-prod'].includes(environment) ? ['nginx-ingress,nginx-ingress 443'] : [];
    expect(called).toEqual(['kube-dns 53', '0.0.0.0/0 443', ...behind]);
    expect(egress.flatMap(({ to }) => to.flatMap(({ ipBlock }) => ipBlock?.except ?? []))).toContain('10.0.0.0/8');
  });

  test('is asked by Prometheus alone, for HTTPS addresses alone, each under its own name and namespace', () => {
    expect(probes.length).toBeGreaterThan(0);
    for (const probe of probes) {
      const { name, namespace } = probe.metadata;
      expect(read(probe, 'spec.jobName')).toBe(name);
      expect(read(probe, 'spec.targets.staticConfig.labels')).toEqual({ namespace });
      expect(read(probe, 'spec.prober')).toEqual({
        url: 'blackbox-exporter.monitoring.svc.cluster.local:9115',
        path: '/probe',
        scheme: 'http',
      });
      for (const url of read(probe, 'spec.targets.staticConfig.static') as string[]) expect(url).toMatch(/^https:/);
    }
  });

  test('waits for an answer for less time than Prometheus waits for it', () => {
    const text = read(objectIn(environment, 'ConfigMap', 'blackbox-exporter-modules'), 'data.modules\\.yaml') as string;
    const { modules } = parse(text) as { modules: Record<string, { timeout: string; http: object }> };
    for (const { timeout, http } of Object.values(modules)) {
      expect(timeout).toBe('8s');
      expect(http).toMatchObject({ follow_redirects: false, fail_if_not_ssl: true });
      expect(http).not.toHaveProperty('tls_config');
    }
    for (const probe of probes) expect(read(probe, 'spec.scrapeTimeout')).toBe('10s');
    expect('http_200_with_key' in modules).toBe(environment === 'fablink-prod');
  });
});
