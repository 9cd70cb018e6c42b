import type { KubeObject } from '../../../src/model';
import { closedModel, ENVIRONMENT, found, lacking, namesEach } from './reference-objects';

describe('references to namespaces, roles, projects and folders', () => {
  namesEach([
    [
      'Ingress/fablink-backend',
      ['metadata', 'namespace'],
      'fablink-prd',
      ['namespace-exists Ingress/fablink-prd/fablink-backend $.metadata.namespace: ', 'did you mean "fablink-prod"?'],
      ['ingress-backend Ingress/fablink-prd/fablink-backend'],
    ],
    [
      'RoleBinding/reading',
      ['roleRef', 'name'],
      'raeder',
      [`role-binding RoleBinding/${ENVIRONMENT}/reading $.roleRef.name: `, 'no Role of that', 'did you mean "reader"?'],
    ],
    [
      'RoleBinding/viewing',
      ['roleRef', 'name'],
      'viewer',
      [`role-binding RoleBinding/${ENVIRONMENT}/viewing $.roleRef.name: `, 'the environment has no ClusterRole'],
    ],
    [
      'RoleBinding/reading',
      ['roleRef', 'apiGroup'],
      'rbac',
      [`role-binding RoleBinding/${ENVIRONMENT}/reading $.roleRef.apiGroup: `, 'found "rbac"'],
    ],
    [
      'RoleBinding/reading',
      ['subjects', 0, 'apiGroup'],
      'rbac.authorization.k8s.io',
      [`role-binding RoleBinding/${ENVIRONMENT}/reading $.subjects[0].apiGroup: `, 'no such kind'],
    ],
    [
      'RoleBinding/reading',
      ['subjects', 2, 'apiGroup'],
      'v1',
      [`role-binding RoleBinding/${ENVIRONMENT}/reading $.subjects[2].apiGroup: `, 'found "v1"'],
    ],
    [
      'RoleBinding/reading',
      ['subjects', 0, 'name'],
      'databse',
      [`role-binding RoleBinding/${ENVIRONMENT}/reading $.subjects[0].name: `, 'did you mean "database"?'],
    ],
    [
      'Application/fablink-app',
      ['spec', 'source', 'path'],
      'dist/fablink-prod/fablink-ap',
      [
        'application-source Application/argocd/fablink-app $.spec.source.path: ',
        'mean "dist/fablink-prod/fablink-app"?',
      ],
    ],
    [
      'Application/root',
      ['spec', 'source', 'path'],
      'argocd/fablink-dev/root',
      ['application-source Application/argocd/root $.spec.source.path: ', 'found "argocd/fablink-dev/root"'],
    ],
    [
      'Application/fablink-app',
      ['spec', 'sources'],
      [{ path: 'dist/nowhere' }],
      ['application-source Application/argocd/fablink-app $.spec.sources[0].path: '],
    ],
    [
      'Application/fablink-app',
      ['spec', 'project'],
      'default',
      ['application-project Application/argocd/fablink-app $.spec.project: ', 'no AppProject of that name'],
    ],
  ]);

  it('name every object of a namespace that is missing', () => {
    const findings = found(lacking(`Namespace/${ENVIRONMENT}`)).filter(each => each.startsWith('namespace-exists '));
    expect(findings).toContainEqual(expect.stringContaining('namespace-exists Rollout/fablink-prod/fablink-backend'));
    expect(findings.length).toBeGreaterThan(50);
  });

  it('name the Application of a folder that nothing is in', () => {
    expect(found(lacking('AppProject/fablink-prod-addons'))).toContainEqual(
      expect.stringContaining('application-project Application/argocd/external-secrets $.spec.project: '),
    );
  });

  it.each([null, 'text', 7, [], [null], { x: null }])('bear %j wherever a field was', odd => {
    const model = closedModel();
    const fields = (value: unknown): object =>
      Object.fromEntries(Object.keys(typeof value === 'object' && value !== null ? value : {}).map(key => [key, odd]));
    const oddities: readonly ((object: KubeObject) => object)[] = [
      object => ({ ...fields(object), apiVersion: object.apiVersion, kind: object.kind, metadata: object.metadata }),
      object => ({ ...object, spec: fields(object.spec) }),
      ({ metadata, ...object }) => {
        const { name, namespace } = metadata;
        return { ...object, metadata: { ...fields(metadata), name, ...(namespace !== undefined && { namespace }) } };
      },
    ];
    for (const change of oddities) {
      const manifests = model.manifests.map(each => ({ ...each, object: change(each.object) as KubeObject }));
      expect(() => found({ ...model, manifests })).not.toThrow();
    }
  });
});
