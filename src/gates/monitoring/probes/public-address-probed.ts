import type { Declared, Manifest, PublicAddressDeclaration } from '../../../model';
import { environmentRule } from '../../reference/reference-rule';
import type { EnvironmentObjects } from '../../reference/environment-objects';
import { recordsIn, valueAt, type Step } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { isMonitoring } from '../prometheus-rules';
import { hostOf, probedUrls } from './probes';

const example =
  'kind: Ingress\nspec: { rules: [{ host: shop.example.com }] } # and a Probe with the target https://shop.example.com/health';
const text: RuleTexts = {
  en: {
    rule: 'Where a Prometheus watches, every address on the internet is looked at by a Probe, as far as its declaration does not say why nobody can.',
    reason:
      'Pods that are well say nothing of names, certificates, load balancers and routes before them: who calls from outside may have been seeing errors for hours.',
    example,
  },
  ko: {
    rule: 'Prometheus가 지켜보는 환경에서는 인터넷에 열린 모든 주소를 Probe가 살펴본다. 살펴볼 수 없다면 선언이 그 까닭을 말한다.',
    reason:
      '파드가 멀쩡해도 그 앞의 이름, 인증서, 로드 밸런서, 라우트가 멀쩡하다는 뜻은 아니다. 밖에서 부르는 사람은 몇 시간째 오류를 보고 있을 수 있다.',
    example,
  },
};

/** A host that the world calls, and where it stands. */
interface PublicHost {
  readonly manifest: Manifest;
  readonly steps: readonly Step[];
  readonly host: string;
}

/** Every public address is looked at from outside. */
export const publicAddressProbed = environmentRule('public-address-probed', text, function* (environment) {
  const [prometheus] = environment.manifests.filter(each => isMonitoring(each, 'Prometheus'));
  if (prometheus === undefined) return;
  const urls = probedUrls(environment);
  const hosts = new Set(urls.map(hostOf));
  const declared = environment.declarations.filter(
    (each): each is Declared<PublicAddressDeclaration> => each.type === 'public-address',
  );
  const isExcused = (host: string): boolean => {
    const of = declared.filter(each => each.host === host);
    return of.length > 0 && of.every(({ unseen }) => unseen !== undefined);
  };
  for (const { manifest, steps, host } of publicHosts(environment)) {
    if (!hosts.has(host) && !isExcused(host)) yield [manifest, { steps, ...missed(host) }];
  }
  for (const url of declared.flatMap(each => (each.unseen === undefined ? (each.urls ?? []) : []))) {
    if (!urls.includes(url)) yield [prometheus, { steps: ['spec', 'probeSelector'], ...missed(url) }];
  }
});

function missed(what: string): { readonly message: string; readonly expected: string; readonly mend: string } {
  return {
    message: `no Probe of the environment looks at ${what}, which the world calls`,
    expected: `a Probe with a target of ${what}`,
    mend: 'declare a PublicAddress with a path that shows whether it answers, or why nothing shows it',
  };
}

/** Hosts of Ingresses that are not internal, and names that certificates of API Gateway are for. */
function publicHosts(environment: EnvironmentObjects): readonly PublicHost[] {
  const ingresses = environment
    .all('networking.k8s.io/Ingress')
    .filter(({ tree, object }) => tree === 'dist' && schemeOf(object.metadata.annotations) !== 'internal')
    .flatMap(manifest =>
      recordsIn(valueAt(manifest.object, ['spec', 'rules'])).flatMap(([index]) =>
        hostAt(manifest, ['spec', 'rules', index, 'host']),
      ),
    );
  const certificates = environment.all('acm.services.k8s.aws/Certificate');
  return [...ingresses, ...certificates.flatMap(manifest => hostAt(manifest, ['spec', 'domainName']))];
}

/** The host that stands there; none where the rule is for every host. */
function hostAt(manifest: Manifest, steps: readonly Step[]): readonly PublicHost[] {
  const host = valueAt(manifest.object, steps);
  return typeof host === 'string' && host !== '' ? [{ manifest, steps, host }] : [];
}

function schemeOf(annotations: Readonly<Record<string, string>> | undefined): string | undefined {
  return annotations?.['alb.ingress.kubernetes.io/scheme'];
}
