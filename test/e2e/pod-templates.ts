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
  return objects.flatMap(({ object }) => {
    const template = templateOf(object);
    return template === undefined ? [] : [podTemplate(object, template, declared)];
  });
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

/** A Job of a CronJob carries its template one level deeper. */
function templateOf(object: KubeObject): Template | undefined {
  if (object.apiVersion !== 'apps/v1' && object.apiVersion !== 'batch/v1') return undefined;
  const spec = object.spec as { template?: Template; jobTemplate?: { spec: { template: Template } } };
  return spec.template ?? spec.jobTemplate?.spec.template;
}
