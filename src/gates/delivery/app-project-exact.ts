import type { Finding, Manifest, Model, Rule } from '../../model';
import { findingFor } from '../finding';
import { recordsIn, textsIn } from '../schema/json-path';
import { distOf, folderApplications, systemsProjects, type GroupKind, type Specified } from './argo-cd-objects';
import type { ProjectSpec } from './argo-cd-objects';

const CODE = 'app-project-exact';

const MEND = 'run the synthesis again: the project is computed from dist/ and never written by hand';

/** An environment's AppProject allows what dist/ needs, hooks included, and nothing else (FP-07). */
export const appProjectExact: Rule = {
  code: CODE,
  text: {
    en: {
      rule: 'The AppProject of an environment lists exactly the repositories, namespaces and kinds that its dist/ needs.',
      reason:
        'One kind too few stops a whole sync; one too many is a right that whoever writes to the repository can use.',
      example: 'namespaceResourceWhitelist: [{ group: apps, kind: Deployment }] where dist/ holds Deployments only',
    },
    ko: {
      rule: '환경의 AppProject는 그 dist/가 필요로 하는 저장소, 네임스페이스, 종류만 정확히 나열한다.',
      reason: '하나가 모자라면 전체 동기화가 멈추고, 하나가 남으면 저장소에 쓸 수 있는 누구나 쓸 수 있는 권한이 된다.',
      example: 'dist/에 Deployment만 있으면 namespaceResourceWhitelist: [{ group: apps, kind: Deployment }]',
    },
  },
  check: model => model.environments.flatMap(({ name }) => checkEnvironment(model, name)),
};

function checkEnvironment(model: Model, environment: string): readonly Finding[] {
  const objects = distOf(model, environment);
  const projects = systemsProjects(model, environment);
  if (objects.length === 0 && projects.length === 0) return [];
  const [project] = projects;
  if (project === undefined || projects.length > 1) return [notOne(environment, projects.length)];
  const repositories = folderApplications(model, environment).map(({ spec }) => spec.source?.repoURL ?? '');
  return comparisons(project.spec, objects, repositories).flatMap(comparison => differences(project, comparison));
}

/** One list of the project beside what is needed. */
interface Comparison {
  readonly path: string;
  readonly allowed: readonly string[];
  readonly needed: readonly string[];
}

function comparisons(
  spec: ProjectSpec,
  objects: readonly Manifest[],
  repositories: readonly string[],
): readonly Comparison[] {
  const namespaced = objects.filter(({ object }) => object.metadata.namespace !== undefined);
  const clusterWide = objects.filter(({ object }) => object.metadata.namespace === undefined);
  return [
    { path: '$.spec.sourceRepos', allowed: textsIn(spec.sourceRepos), needed: repositories },
    {
      path: '$.spec.destinations',
      allowed: recordsIn(spec.destinations).map(
        ([, { server, namespace }]) => `${String(server)} ${String(namespace)}`,
      ),
      needed: namespaced.map(({ object }) => `https://kubernetes.default.svc ${object.metadata.namespace}`),
    },
    {
      path: '$.spec.namespaceResourceWhitelist',
      allowed: kindsIn(spec.namespaceResourceWhitelist),
      needed: namespaced.map(({ object }) => kindText(groupKind(object))),
    },
    {
      path: '$.spec.clusterResourceWhitelist',
      allowed: kindsIn(spec.clusterResourceWhitelist),
      needed: clusterWide.map(({ object }) => kindText(groupKind(object))),
    },
  ];
}

function differences(project: Specified<ProjectSpec>, { path, allowed, needed }: Comparison): readonly Finding[] {
  const missing = [...new Set(needed)].filter(item => !allowed.includes(item));
  const surplus = allowed.filter((item, index) => !needed.includes(item) || allowed.indexOf(item) !== index);
  const complain = (message: string, expected: string): Finding =>
    findingFor(project.manifest, CODE, { path, message, expected, mend: MEND });
  return [
    ...missing.map(item => complain(`${item} is not allowed, but dist/ needs it`, 'every one that dist/ needs')),
    ...surplus.map(item =>
      complain(`${item} is allowed, but nothing in dist/ needs it`, 'only what dist/ needs, once'),
    ),
  ];
}

function notOne(environment: string, count: number): Finding {
  return {
    code: CODE,
    message: `${count} AppProjects are named ${environment}`,
    where: { environment },
    expected: `one AppProject ${environment} in argocd/${environment}/root`,
    mend: MEND,
  };
}

function groupKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): GroupKind {
  return { group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '', kind };
}

/** What is no object at all is told by the schema's rule. */
function kindsIn(list: unknown): readonly string[] {
  return recordsIn(list).map(([, { group, kind }]) => kindText({ group: String(group), kind: String(kind) }));
}

function kindText({ group, kind }: GroupKind): string {
  return group === '' ? kind : `${group}/${kind}`;
}
