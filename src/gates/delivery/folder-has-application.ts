import type { Finding, Model, Rule } from '../../model';
import { findingFor } from '../finding';
import { distOf, folderApplications, type ApplicationSpec, type Specified } from './argo-cd-objects';

const CODE = 'folder-has-application';

const MEND = 'run the synthesis again: Applications are made from the folders of dist/ and never written by hand';

/** Every folder of dist/ is synced by exactly one Application, and every Application syncs a folder that exists. */
export const folderHasApplication: Rule = {
  code: CODE,
  text: {
    en: {
      rule: 'Each folder of dist/ has exactly one Application, of the same name, under the project of its environment.',
      reason: 'A folder without one is never deployed; with two, deleting one of them deletes what the other runs.',
      example: 'Application fablink-app: project fablink-dev, path dist/fablink-dev/fablink-app, recurse: true',
    },
    ko: {
      rule: 'dist/의 각 폴더에는 같은 이름의 Application이 환경의 프로젝트 아래 정확히 하나 있다.',
      reason: '하나도 없으면 배포되지 않고, 둘이면 하나를 지울 때 다른 하나가 운영하는 것까지 지워진다.',
      example: 'Application fablink-app: project fablink-dev, path dist/fablink-dev/fablink-app, recurse: true',
    },
  },
  check: model => model.environments.flatMap(({ name }) => checkEnvironment(model, name)),
};

function checkEnvironment(model: Model, environment: string): readonly Finding[] {
  const folders = new Set(distOf(model, environment).map(({ application }) => application));
  const applications = folderApplications(model, environment);
  return [
    ...[...folders].flatMap(folder => checkFolder(environment, folder, applications)),
    ...applications.flatMap(application => checkApplication(environment, folders, application)),
  ];
}

function checkFolder(
  environment: string,
  folder: string,
  applications: readonly Specified<ApplicationSpec>[],
): readonly Finding[] {
  const path = `dist/${environment}/${folder}`;
  const count = applications.filter(({ spec }) => spec.source?.path === path).length;
  if (count === 1) return [];
  const message = `${count} Applications sync ${path}`;
  return [{ code: CODE, message, where: { environment, file: path }, expected: 'exactly one', mend: MEND }];
}

function checkApplication(
  environment: string,
  folders: ReadonlySet<string>,
  { manifest, spec }: Specified<ApplicationSpec>,
): readonly Finding[] {
  const { name } = manifest.object.metadata;
  const { path, directory } = spec.source ?? {};
  const complain = (at: string, message: string, expected: string): Finding =>
    findingFor(manifest, CODE, { path: at, message, expected, mend: MEND });
  const findings = new Array<Finding>();
  if (!folders.has(name))
    findings.push(complain('$.metadata.name', `no folder ${name} exists`, [...folders].join(', ')));
  if (path !== `dist/${environment}/${name}`)
    findings.push(complain('$.spec.source.path', `path is ${path}`, `dist/${environment}/${name}`));
  if (spec.project !== environment)
    findings.push(complain('$.spec.project', `project is ${spec.project}`, environment));
  if (directory?.recurse !== true || directory.include !== '*.yaml')
    findings.push(complain('$.spec.source.directory', 'some files are not read', 'recurse: true, include: "*.yaml"'));
  return findings;
}
