import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Annotations, kept } from '../structure';
import { awsOf } from './aws-cloud';

/** Garam makes the resource and changes it. */
export interface Created {
  readonly type: 'created';
}

/** The resource exists and belongs to somebody else: Garam reads it and never writes (D-25). */
export interface Adopted {
  readonly type: 'adopted';
  /** Fields by which the controller finds the resource, where the construct cannot know them (`{ id: '8wwdg03sr6' }`). */
  readonly fields: Readonly<Record<string, string>>;
}

/** Who makes a resource in the cloud. */
export type Ownership = Created | Adopted;

/** Garam makes the resource and changes it. */
export function created(): Created {
  return { type: 'created' };
}

/**
 * The resource exists and stays its owner's.
 * @param fields how the controller finds it; constructs that are found by their own name need none.
 */
export function adopted(fields: Readonly<Record<string, string>> = {}): Adopted {
  return { type: 'adopted', fields };
}

/** What {@link ackMetadata} has to know of an object. */
export interface AckObject {
  /** Name of the Kubernetes object. */
  readonly name: string;
  readonly namespace: string;
  readonly ownership: Ownership;
  /** Fields by which an existing resource of this kind is found (`{ tableName: 'sessions' }`). @default none */
  readonly foundBy?: Readonly<Record<string, string>>;
  /** Whether the resource holds what cannot be made again: data, a key. Neither Argo CD nor ACK ever deletes it. */
  readonly stateful: boolean;
}

/**
 * Metadata of an object that an ACK controller acts on: its region, what to do with what exists, and what happens
 * when the object leaves git.
 */
export function ackMetadata(construct: Construct, object: AckObject): ApiObjectMetadata {
  return {
    name: object.name,
    namespace: object.namespace,
    labels: { 'app.kubernetes.io/name': object.name },
    annotations: {
      'services.k8s.aws/region': awsOf(construct).region,
      ...ownershipAnnotations(object),
      ...(object.stateful ? kept() : {}),
    },
  };
}

function ownershipAnnotations({ ownership, foundBy, stateful, name }: AckObject): Annotations {
  if (ownership.type === 'created') return stateful ? { 'services.k8s.aws/deletion-policy': 'retain' } : {};
  const fields = { ...foundBy, ...ownership.fields };
  if (Object.keys(fields).length === 0) {
    throw new Error(`${name} is adopted but nothing says how to find it: pass adopted({ <field>: <value> })`);
  }
  return {
    'services.k8s.aws/adoption-fields': JSON.stringify(fields, Object.keys(fields).sort()),
    'services.k8s.aws/adoption-policy': 'adopt',
    'services.k8s.aws/deletion-policy': 'retain',
    'services.k8s.aws/read-only': 'true',
  };
}
