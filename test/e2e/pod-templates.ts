import type { Declared, KubeObject, Model, WorkloadDeclaration } from '../../src/model';
import type { CommittedObject } from './committed-objects';

/** Pods that one object of dist/ makes. */
export interface PodTemplate {
  /** `Deployment/fablink-backend` */
  readonly owner: string;
  readonly namespace: string;
  /** Most of its pods that exist at the same time, as declared; `undefined` when nothing declares it. */
  readonly mostPods: number | undefined;
  readonly pod: KubeObject;
}

interface Template {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: object;
}

/** Pod templates among an environment's objects, each with its declared maximum. */
export function podTemplates(
  model: Model,
  environment: string,
  objects: readonly CommittedObject[],
): readonly PodTemplate[] {
  const declared = model.declarations.filter(
    (each): each is Declared<WorkloadDeclaration> => each.type === 'workload' && each.environment === environment,
  );
  return objects.flatMap(({ object }) => templatesOf(object).map(template => podTemplate(object, template, declared)));
}

function podTemplate(
  { kind, metadata: { name, namespace = '' } }: KubeObject,
  { metadata, spec }: Template,
  declared: readonly Declared<WorkloadDeclaration>[],
): PodTemplate {
  const labels = metadata?.labels ?? {};
  const own = declared.find(
    workload =>
      workload.namespace === namespace &&
      Object.entries(workload.selector).every(([key, value]) => labels[key] === value),
  );
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name, namespace }, spec };
  return { owner: `${kind}/${name}`, namespace, mostPods: own?.mostPods, pod };
}

/** Checks of a release are Jobs that an analysis makes, one for each metric that asks for one. */
function templatesOf(object: KubeObject): readonly Template[] {
  if (object.kind !== 'AnalysisTemplate') return [templateOf(object)].flatMap(template => template ?? []);
  const { metrics } = object.spec as { metrics: readonly { provider: { job?: { spec: { template: Template } } } }[] };
  return metrics.flatMap(({ provider }) => provider.job?.spec.template ?? []);
}

/** A Job of a CronJob carries its template one level deeper; the claims of a StatefulSet are volumes of its pods. */
function templateOf(object: KubeObject): Template | undefined {
  const makesPods = ['apps/v1', 'batch/v1'].includes(object.apiVersion) || object.kind === 'Rollout';
  if (!makesPods) return undefined;
  const {
    template,
    jobTemplate,
    volumeClaimTemplates: claims = [],
  } = object.spec as {
    template?: Template;
    jobTemplate?: { spec: { template: Template } };
    volumeClaimTemplates?: readonly { metadata: { name: string } }[];
  };
  if (template === undefined || claims.length === 0) return template ?? jobTemplate?.spec.template;
  const { volumes = [], ...spec } = template.spec as { volumes?: readonly object[] };
  const claimed = claims.map(({ metadata: { name } }) => ({ name, persistentVolumeClaim: { claimName: `${name}-0` } }));
  return { ...template, spec: { ...spec, volumes: [...volumes, ...claimed] } };
}
