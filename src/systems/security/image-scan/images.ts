import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

/** Kinds whose objects name the images that kubelets pull, those of operators among them. */
const KINDS: readonly string[] = [
  'Alertmanager',
  'AnalysisTemplate',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Prometheus',
  'Rollout',
  'StatefulSet',
];

/** Every image that objects below a construct name, but for those of one name, which asks. */
export function imagesOf(construct: Construct, asks: string): readonly string[] {
  const objects = construct.node.findAll().filter((each): each is ApiObject => each instanceof ApiObject);
  return objects
    .filter(({ kind, metadata }) => KINDS.includes(kind) && metadata.name !== asks)
    .flatMap(object => namedIn(object.toJson()));
}

function namedIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namedIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'image' && typeof inner === 'string' ? [inner] : namedIn(inner),
  );
}
