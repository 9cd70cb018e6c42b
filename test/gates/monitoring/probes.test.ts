import { probeModuleKnown } from '../../../src/gates/monitoring/probes/probe-module-known';
import { publicAddressProbed } from '../../../src/gates/monitoring/probes/public-address-probed';
import type { Model, PublicAddressDeclaration, Rule } from '../../../src/model';
import { named, planted, realModel, redeclared, without, type Draft } from '../../real-model';

const model = realModel();
const PROBE = named('fablink-prod', 'Probe/fablink-backend-public');

const found = (rule: Rule, of: Model): readonly string[] =>
  rule.check(of).map(({ where, message }) => `${where.environment} ${where.object} ${where.path}: ${message}`);

interface ProbeSpec {
  module: string;
  prober: { url: string };
  targets: { staticConfig: { static: string[] } };
}

const withProbe = (change: (spec: ProbeSpec) => void): Model =>
  planted(model, PROBE, (object: Draft) => change(object['spec'] as ProbeSpec));

describe('public addresses', () => {
  test.each([publicAddressProbed, probeModuleKnown])('$code holds as things stand', rule => {
    expect(found(rule, model)).toEqual([]);
  });

  test('every environment that the world calls declares its addresses', () => {
    const declared = model.declarations.filter(
      (each): each is typeof each & PublicAddressDeclaration => each.type === 'public-address',
    );
    const shown = declared.flatMap(({ environment, service, urls, unseen }) =>
      (urls ?? ['-']).map(url => `${environment} ${service} ${url}${unseen ? ` (${unseen})` : ''}`),
    );
    const nobody = '(the place has nobody who looks from outside)';
    const dev = 'https://8wwdg03sr6.execute-api.ap-northeast-2.amazonaws.com/dev';
    expect(shown).toEqual([
      `fablink-dev fablink-backend ${dev}/health ${nobody}`,
      `fablink-dev fablink-backend ${dev}/health/ ${nobody}`,
      'fablink-prod fablink-backend https://api.fablink.com/health',
      'fablink-prod fablink-backend https://api.fablink.com/health/',
      'learn frontend https://shop.learn.example.com/health',
      'learn main https://shop.learn.example.com/api/health',
      'memo-prod frontend https://sogangcomputerclub.org/healthz',
      'memo-prod fastapi - (its own health lies outside of /api, and no document names a path below that)',
      ...['users', 'locations', 'ai', 'trips'].map(
        path => `tripgen-dev ${path.replace(/s$/, '')}-service https://tripgen-dev.example.com/api/${path} ${nobody}`,
      ),
      ...['users', 'locations', 'ai', 'trips'].map(
        path => `tripgen-prod ${path.replace(/s$/, '')}-service https://tripgen.example.com/api/${path}`,
      ),
    ]);
  });
});

describe('planted: public-address-probed', () => {
  test('a Probe that is gone is missed: by the certificate of its host, and by each address', () => {
    expect(found(publicAddressProbed, without(model, PROBE))).toEqual([
      expect.stringMatching(/^fablink-prod Certificate\/.* \$\.spec\.domainName: no Probe .* api\.fablink\.com/),
      expect.stringMatching(/^fablink-prod Prometheus\/.*: no Probe .* https:\/\/api\.fablink\.com\/health,/),
      expect.stringMatching(/^fablink-prod Prometheus\/.*: no Probe .* https:\/\/api\.fablink\.com\/health\/,/),
    ]);
  });

  test('one path of two that is no longer asked is missed (D-10)', () => {
    const broken = withProbe(({ targets }) => targets.staticConfig.static.shift());
    expect(found(publicAddressProbed, broken)).toEqual([expect.stringMatching(/https:\/\/api\.fablink\.com\/health,/)]);
  });

  test('an Ingress with another host is found, whatever was declared', () => {
    const broken = planted(model, named('memo-prod', 'Ingress/memo-routes'), object => {
      for (const rule of (object['spec'] as { rules: { host?: string }[] }).rules) rule.host = 'else.example.com';
    });
    expect(found(publicAddressProbed, broken)).toEqual([
      expect.stringMatching(/^memo-prod Ingress\/.*rules\[0\]\.host: no Probe .* else\.example\.com/),
    ]);
  });

  test('what declares why nobody can look is let through, and nothing else of its environment', () => {
    const excused = redeclared(
      without(model, PROBE),
      each => each.type === 'public-address' && each.environment === 'fablink-prod',
      each => ({ ...each, unseen: 'a test' }) as typeof each,
    );
    expect(found(publicAddressProbed, excused)).toEqual([]);
  });

  test('an internal load balancer is no public address, and becomes one', () => {
    const ingress = named('fablink-prod', 'Ingress/fablink-backend');
    const at = (scheme: string): Model =>
      planted(model, ingress, object => {
        const annotations = object.metadata['annotations'] as Record<string, string>;
        annotations['alb.ingress.kubernetes.io/scheme'] = scheme;
        for (const rule of (object['spec'] as { rules: { host?: string }[] }).rules) rule.host = 'inside.example.com';
      });
    expect(found(publicAddressProbed, at('internal'))).toEqual([]);
    expect(found(publicAddressProbed, at('internet-facing'))).toHaveLength(1);
  });
});

describe('planted: probe-module-known', () => {
  test.each([
    ['a module that the configuration does not have', 'module', 'http_2xx', /module: found "http_2xx", but the config/],
    ['a Service that is not there', 'url', 'blackbox.monitoring.svc.cluster.local:9115', /has no Service/],
    ['a port that it does not have', 'url', 'blackbox-exporter.monitoring.svc.cluster.local:9116', /has no port 9116/],
    ['no address of a Service', 'url', 'localhost:9115', /has no Service/],
  ] as const)('%s is found', (_, field, value, expected) => {
    const broken = withProbe(spec => {
      if (field === 'module') spec.module = value;
      else spec.prober.url = value;
    });
    expect(found(probeModuleKnown, broken)).toEqual([expect.stringMatching(expected)]);
  });

  test('a module that leaves the configuration is missed by its Probe', () => {
    const broken = planted(model, named('fablink-prod', 'ConfigMap/blackbox-exporter-modules'), object => {
      const data = object['data'] as Record<string, string>;
      data['modules.yaml'] = String(data['modules.yaml']).replace('http_200_with_key', 'http_200_with_token');
    });
    expect(found(probeModuleKnown, broken)).toEqual([expect.stringMatching(/did you mean|found "http_200_with_key"/)]);
  });
});
