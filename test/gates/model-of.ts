import type { Cluster, KubeObject, Manifest, Model, ModelEnvironment, SourceLine } from '../../src/model';

/** A cluster with documentation ranges and no cloud, for tests of rules. */
export function clusterOf(overrides: Partial<Cluster> = {}): Cluster {
  return {
    name: 'test',
    kubernetes: '1.30',
    cloud: { type: 'none' },
    network: {
      vpcCidr: '192.0.2.0/24',
      nodeCidrs: ['192.0.2.0/25'],
      loadBalancerCidrs: ['192.0.2.128/25'],
      serviceCidr: '198.51.100.0/24',
    },
    pools: [],
    registries: [],
    ...overrides,
  };
}

/** An environment named `test` on Kubernetes 1.30 that carries no real traffic. */
export function environmentOf(overrides: Partial<ModelEnvironment> = {}): ModelEnvironment {
  return {
    name: 'test',
    cluster: clusterOf(),
    live: false,
    assumed: [],
    apis: [],
    addOns: [],
    source: undefined,
    ...overrides,
  };
}

/** The line that every manifest of `modelOf` claims to be declared at. */
export const declaredAt: SourceLine = { file: 'src/systems/test/index.ts', line: 1, column: 1 };

/** A manifest around an object, in the folder `test-app` of the environment `test`. */
export function manifestOf(object: KubeObject, overrides: Partial<Manifest> = {}): Manifest {
  const { name, namespace } = object.metadata;
  const environment = overrides.environment ?? 'test';
  const application = overrides.application ?? 'test-app';
  return {
    tree: 'dist',
    environment,
    application,
    path: `dist/${environment}/${application}/${namespace ?? 'cluster'}/${object.kind}.${name}.yaml`,
    object,
    get text() {
      return yamlOf(object);
    },
    provenance: { construct: `test/app/${name}`, lines: () => [declaredAt] },
    ...overrides,
  };
}

/** What writes YAML is loaded where a text is read: that takes longer than most tests of rules run. */
function yamlOf(object: KubeObject): string {
  const { Yaml } = jest.requireActual<typeof import('cdk8s')>('cdk8s');
  return Yaml.stringify(object);
}

/**
 * A model of one environment (`test`, Kubernetes 1.30) that holds the given objects.
 * @param overrides parts of the model to replace
 */
export function modelOf(objects: readonly KubeObject[], overrides: Partial<Model> = {}): Model {
  return {
    environments: [environmentOf()],
    manifests: objects.map(object => manifestOf(object)),
    declarations: [],
    ...overrides,
  };
}
