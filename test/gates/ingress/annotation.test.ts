import { ingressRules } from '../../../src/gates/ingress';
import { ANNOTATIONS } from '../../../src/gates/ingress/annotation-values';
import { nginxAnnotation } from '../../../src/gates/ingress/nginx-annotation';
import { realModel } from '../../real-model';
import { ingress, found } from './nginx-ingress';

const annotated = (annotations: Readonly<Record<string, string>>): string[] =>
  found(nginxAnnotation, ingress('web', { annotations }));

test.each(ingressRules.map(rule => [rule.code, rule] as const))('the real output keeps %s', (_, rule) => {
  const classes = realModel().manifests.flatMap(({ object }) =>
    object.kind === 'Ingress' ? [(object.spec as { ingressClassName: string }).ingressClassName] : [],
  );
  expect(classes).toContain('nginx');
  expect(rule.check(realModel())).toEqual([]);
});

describe('nginx-annotation', () => {
  test('takes what a way in of ours may carry, and what others read', () => {
    const own = {
      'limit-req-rate': '10r/s',
      'limit-req-key': '${binary_remote_addr}',
      'limit-req-zone-size': '10m',
      'limit-req-burst': '20',
      'limit-req-no-delay': 'true',
      'limit-req-reject-code': '429',
      hsts: 'true',
      'hsts-max-age': '31536000',
      'client-max-body-size': '8m',
      'proxy-read-timeout': '60s',
      'proxy-buffers': '8 4k',
      'lb-method': 'random two least_conn',
      'proxy-next-upstream': 'error timeout http_502',
      'proxy-set-headers': 'X-Forwarded-ABC, X-Part: shop',
      rewrites: 'serviceName=web rewrite=/;serviceName=api rewrite=/v1/',
    };
    const ours = Object.fromEntries(Object.entries(own).map(([key, value]) => [`nginx.org/${key}`, value]));
    expect(annotated({ ...ours, 'argocd.argoproj.io/sync-wave': '5', 'cert-manager.io/issuer': 'web' })).toEqual([]);
  });

  test.each([
    ['limit-req-rate', '10'],
    ['limit-req-rate', '0r/s'],
    ['limit-req-rate', '10r/h'],
    ['limit-req-key', '$binary_remote_addr'],
    ['limit-req-key', '${binary_remote_addr'],
    ['limit-req-key', '${binary remote addr}'],
    ['limit-req-zone-size', '10g'],
    ['limit-req-zone-size', '16k'],
    ['limit-req-reject-code', '302'],
    ['limit-req-log-level', 'debug'],
    ['client-max-body-size', '8 MiB'],
    ['proxy-read-timeout', '1 minute'],
    ['redirect-to-https', 'yes'],
    ['mergeable-ingress-type', 'slave'],
    ['proxy-set-headers', 'X-Who: $remote_user'],
    ['rewrite-target', '//elsewhere.example.com/'],
    ['app-root', '/'],
    ['lb-method', 'least_time header'],
  ])('refuses %s: %s', (name, value) => {
    const limits = { 'nginx.org/limit-req-rate': '10r/s' };
    const [finding, ...more] = annotated({ ...limits, [`nginx.org/${name}`]: value });
    expect(more).toEqual([]);
    expect(finding).toContain(
      `Ingress/shop/web $.metadata.annotations["nginx.org/${name}"]: found ${JSON.stringify(value)}; `,
    );
  });

  // What the controller's own tests take for harmless: internal/k8s/annotation_injection_test.go of
  // https://github.com/nginx/kubernetes-ingress, September 2026.
  test.each([
    ['app-root', '/app'],
    ['basic-auth-realm', 'realm'],
    ['basic-auth-secret', 'htpasswd-secret'],
    ['client-body-buffer-size', '8k'],
    ['fail-timeout', '10s'],
    ['grpc-services', 'coffee-svc'],
    ['hsts-behind-proxy', 'true'],
    ['http-redirect-code', '301'],
    ['keepalive', '16'],
    ['limit-req-delay', '5'],
    ['limit-req-dry-run', 'true'],
    ['limit-req-log-level', 'error'],
    ['limit-req-scale', 'true'],
    ['listen-ports-ssl', '443'],
    ['max-conns', '16'],
    ['path-regex', 'case_sensitive'],
    ['proxy-hide-headers', 'X-Internal'],
    ['proxy-max-temp-file-size', '1m'],
    ['proxy-next-upstream-tries', '3'],
    ['rewrite-target', '/'],
    ['rewrites', 'serviceName=coffee-svc rewrite=/'],
    ['ssl-ciphers', 'HIGH:!aNULL:!MD5'],
    ['upstream-zone-size', '256k'],
    ['use-cluster-ip', 'true'],
  ])('takes %s: %s', (name, value) => {
    const needed = {
      'nginx.org/limit-req-rate': '10r/s',
      'nginx.org/hsts': 'true',
      'nginx.org/basic-auth-secret': 'a',
    };
    expect(annotated({ ...needed, [`nginx.org/${name}`]: value })).toEqual([]);
  });

  test.each(Object.keys(ANNOTATIONS))('no value of %s ends its directive and begins another', name => {
    // A realm stands in quotes: only they end it.
    const payloads = ['/x"; ip_hash; #', ...(name === 'basic-auth-realm' ? [] : ['/x; ip_hash;', '10m;ip_hash;'])];
    for (const payload of payloads) expect([name, ANNOTATIONS[name]?.fits.test(payload)]).toEqual([name, false]);
  });

  test('knows what was meant', () => {
    expect(annotated({ 'nginx.org/client-max-body-szie': '8m' })).toEqual([
      expect.stringMatching(
        /knows no annotation nginx\.org\/client-max-body-szie; .*did you mean "nginx\.org\/client-max/,
      ),
    ]);
    expect(annotated({ 'nginx.org/toString': 'x' })).toHaveLength(1);
  });

  test.each(['nginx.org/server-snippets', 'nginx.org/location-snippets', 'nginx.ingress.kubernetes.io/server-snippet'])(
    'refuses %s (D-04)',
    name => {
      expect(annotated({ [name]: 'return 200;' })).toEqual([expect.stringContaining('refuses (D-04)')]);
    },
  );

  test('refuses what another controller or NGINX Plus reads', () => {
    expect(annotated({ 'nginx.ingress.kubernetes.io/limit-rps': '10' })).toEqual([
      expect.stringContaining('is of ingress-nginx'),
    ]);
    expect(annotated({ 'nginx.com/slow-start': '10s', 'appprotect.f5.com/app-protect-enable': 'true' })).toEqual([
      expect.stringContaining('NGINX Plus only'),
      expect.stringContaining('NGINX Plus only'),
    ]);
  });

  test.each([
    ['limit-req-burst', '5', 'limit-req-rate'],
    ['hsts-max-age', '10', 'hsts'],
    ['basic-auth-realm', 'Shop', 'basic-auth-secret'],
  ])('%s does nothing alone', (name, value, needed) => {
    expect(annotated({ [`nginx.org/${name}`]: value })).toEqual([
      expect.stringContaining(`nginx.org/${name} does nothing without nginx.org/${needed}`),
    ]);
  });

  test('looks at its own class only', () => {
    const annotations = { 'nginx.org/server-snippets': 'x' };
    expect(found(nginxAnnotation, ingress('web', { annotations, className: 'alb' }))).toEqual([]);
  });
});
