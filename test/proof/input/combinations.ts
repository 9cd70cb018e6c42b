import type { Environment } from '../../../src/environments/environment';
import { relations } from './relations';
import { changed, print, replaced, type Change, type ValueMutant } from './values';

const WINDOW = { schedule: '0 9 * * 1-5', duration: '8h', timeZone: 'Asia/Seoul' };

const BAD_WINDOWS: Readonly<Record<keyof typeof WINDOW, readonly unknown[]>> = {
  schedule: [
    '',
    '* * *',
    '60 9 * * 1',
    '0 24 * * *',
    '0 9 * * 7',
    '0 9 * * MON-FRY',
    '0 9 32 * *',
    '0 9 * 13 *',
    '0 9 * * 5-1',
    '*/0 * * * *',
    '0 9 * * * *',
    'TZ=Asia/Seoul 0 9 * * *',
    null,
  ],
  duration: ['', '8', '0h', '-1h', '1.5h', '8d', '8 h', '8hours', 8, null],
  timeZone: ['', 'Seoul', 'Asia/Soul', 'KST', '+09:00', 'asia/seoul', null],
};

const BAD_DIGESTS = [
  '',
  'sha256:',
  `sha256:${'a'.repeat(63)}`,
  `SHA256:${'a'.repeat(64)}`,
  `md5:${'a'.repeat(32)}`,
  `sha256:${'A'.repeat(64)}`,
  'a'.repeat(64),
  5,
  null,
];

/** Impossible combinations of every environment. */
export function combinations(environments: readonly Environment[]): ValueMutant[] {
  return environments.flatMap((environment, at) => {
    const changes = [
      ...windows(),
      ...releases(environment),
      ...namespaces(environment),
      ...places(environment),
      ...giants(environment),
      ...relations(environment),
    ];
    return [
      ...changes.map(({ path, value, steps, by = value }) => ({
        name: `${environment.name}, ${path}: ${print(value)}`,
        environment: environment.name,
        path,
        value,
        environments: replaced(environments, at, changed(environment, steps, by) as Environment),
      })),
      {
        name: `${environment.name} listed twice`,
        environment: environment.name,
        path: 'name',
        value: environment.name,
        environments: [...environments, environment],
      },
    ];
  });
}

function windows(): Change[] {
  const steps = ['delivery', 'windows'];
  const spoilt = Object.entries(BAD_WINDOWS).flatMap(([key, bad]) =>
    bad.map(value => ({ path: `delivery.windows.0.${key}`, value, steps, by: [{ ...WINDOW, [key]: value }] })),
  );
  const whole = [[], [WINDOW, WINDOW], [null], [{ ...WINDOW, timezone: 'UTC' }], [{ schedule: WINDOW.schedule }]];
  return [...spoilt, ...whole.map(value => ({ path: 'delivery.windows', steps, value }))];
}

/** What a pipeline or a hand could write into the release file. */
function releases(environment: Environment): Change[] {
  return environment.systems.flatMap(({ id, props }, at) => {
    const image = (props as { readonly release?: { readonly image: Readonly<Record<string, object>> } }).release?.image;
    if (image === undefined) return [];
    const change = (service: string, value: unknown, steps: readonly string[] = [service]): Change => ({
      path: `systems.${id}.release.image.${service}`,
      steps: ['systems', String(at), 'props', 'release', 'image', ...steps],
      value,
    });
    return Object.entries(image).flatMap(([service, entry]) => [
      ...BAD_DIGESTS.map(digest => change(service, { ...entry, digest })),
      change(service, {}),
      change(service, { ...entry, tag: undefined }),
      change(service, { ...entry, digets: `sha256:${'a'.repeat(64)}` }),
      change(service, 'v1.0.0'),
      change(service, null),
      change(`${service}x`, entry),
      change(`${service}x`, { [`${service}x`]: entry }, []),
      change(`${service}x`, {}, []),
    ]);
  });
}

/** Namespaces that an add-on or Kubernetes already has. */
function namespaces({ systems, addOns }: Environment): Change[] {
  const taken = [...new Set(['default', 'kube-system', ...addOns.map(addOn => addOn.namespace)])];
  return systems.flatMap(({ id, props }, at) => {
    if (!('namespace' in props)) return [];
    const steps = typeof props.namespace === 'string' ? ['namespace'] : ['namespace', 'name'];
    return taken.map(value => ({
      path: `systems.${id}.${steps.join('.')}`,
      steps: ['systems', String(at), 'props', ...steps],
      value,
    }));
  });
}

/** Places that the systems cannot stand in. */
function places({ cluster }: Environment): Change[] {
  const change = (path: string, value: unknown): Change => ({ path, steps: path.split('.'), value });
  const narrow = cluster.pools.map(pool => ({ ...pool, allocatable: { cpuMillis: 1, memoryMiB: 1, pods: 1 } }));
  return [
    ...(cluster.cloud.type === 'none'
      ? []
      : [{ path: 'systems', value: 'none', steps: ['cluster', 'cloud'], by: { type: 'none' } }]),
    change('cluster.registries', ['registry.example.com']),
    ...(narrow.length > 0 ? [change('cluster.pools', narrow)] : []),
    change('live', true),
  ];
}

/** Containers that no node of the cluster can hold, though each request is within its limit. */
function giants({ systems }: Environment): Change[] {
  const giant = { cpu: '999', memory: '9999Gi' };
  const below = (value: unknown, steps: readonly string[]): (readonly string[])[] => {
    if (typeof value !== 'object' || value === null) return [];
    if ('requests' in value && 'limits' in value) return [steps];
    return Object.entries(value).flatMap(([key, member]) => below(member, [...steps, key]));
  };
  return systems.flatMap(({ id, props }, at) =>
    below(props, []).map(steps => ({
      path: `systems.${id}.${steps.join('.')}`,
      steps: ['systems', String(at), 'props', ...steps],
      value: { requests: giant, limits: giant },
    })),
  );
}
