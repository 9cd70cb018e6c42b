import type { KubeObject } from '../../../model';
import { isRecord, recordsIn, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

type Fields = Readonly<Record<string, unknown>>;

function complaint(steps: readonly Step[], message: string, expected: string): ComplaintAt {
  return { steps, message, expected, mend: `set ${expected}` };
}

/** A backend is a Service or another object, and its port a name or a number: one of them, not both. */
function* backendErrors(backend: unknown, steps: readonly Step[]): Iterable<ComplaintAt> {
  if (!isRecord(backend)) return;
  const { service, resource } = backend;
  if ((service === undefined) === (resource === undefined))
    yield complaint(steps, `found the backend ${shown(backend)}`, 'either a service or a resource');
  if (!isRecord(service)) return;
  const port = isRecord(service.port) ? service.port : {};
  if ((port.name === undefined) === (port.number === undefined))
    yield complaint(
      [...steps, 'service', 'port'],
      `found the port ${shown(service.port)}`,
      'either a name or a number',
    );
}

function* pathErrors(http: Fields, steps: readonly Step[]): Iterable<ComplaintAt> {
  const paths = recordsIn(http.paths);
  if (paths.length === 0) yield complaint([...steps, 'paths'], 'found no path', 'at least one path');
  for (const [index, { path, pathType, backend }] of paths) {
    const at = [...steps, 'paths', index];
    const free = pathType === 'ImplementationSpecific' && (path === undefined || path === '');
    if (!free && (typeof path !== 'string' || !path.startsWith('/')))
      yield complaint([...at, 'path'], `found the path ${shown(path)}`, 'a path that starts with "/"');
    yield* backendErrors(backend, [...at, 'backend']);
  }
}

function isIngress({ apiVersion, kind }: KubeObject): boolean {
  return apiVersion === 'networking.k8s.io/v1' && kind === 'Ingress';
}

const example =
  'rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: a, port: … } } }] } }]';
const text: RuleTexts = {
  en: {
    rule: 'An Ingress has a rule or a default backend, paths that start with "/", and for each one backend with one port.',
    reason: 'The schema requires none of it; the API server refuses the Ingress at the sync.',
    example,
  },
  ko: {
    rule: 'Ingress에는 규칙이나 기본 백엔드가 있고, 경로는 "/"로 시작하며, 경로마다 포트가 하나인 백엔드가 하나 있다.',
    reason: '스키마는 그 어느 것도 요구하지 않지만, API 서버는 동기화 때 Ingress를 거부한다.',
    example,
  },
};

/** What an Ingress must have, though its schema does not require it. */
export const ingressForm = objectRule('ingress-form', text, function* (object) {
  if (!isIngress(object) || !isRecord(object.spec)) return;
  const rules = recordsIn(object.spec.rules);
  const { defaultBackend } = object.spec;
  if (rules.length === 0 && defaultBackend === undefined)
    yield complaint(['spec', 'rules'], 'found no rule', 'a rule or a default backend');
  yield* backendErrors(defaultBackend, ['spec', 'defaultBackend']);
  for (const [index, { http }] of rules) if (isRecord(http)) yield* pathErrors(http, ['spec', 'rules', index, 'http']);
});
