import type { Construct } from 'constructs';
import { TracedConstruct } from '../structure';
import { jqObject, promptCommands } from './creation-commands';

export interface HandMadeSecretProps {
  readonly namespace: string;
  /** Keys of the Secret and what each means. */
  readonly keys: Readonly<Record<string, string>>;
  /** Workloads that read it, for the inventory. */
  readonly consumers: readonly string[];
  /** Commands of a document that make the Secret, in the place of ours; they must ask for the values. @default ours */
  readonly create?: readonly string[];
  /** What has to be restarted to read a new value (`deployment/user-service`). @default nothing */
  readonly restart?: readonly string[];
  /** What has to change before the Secret does, in one sentence (`ALTER USER …`). @default nothing */
  readonly changeFirst?: string;
}

/**
 * A Secret that a person makes with kubectl and rotates by hand (TG-13): it stands in no file, and nothing watches over
 * it. The declaration lets the inventory list it, and names in pods be checked against it.
 */
export class HandMadeSecret extends TracedConstruct {
  readonly namespace: string;

  constructor(
    scope: Construct,
    readonly name: string,
    props: HandMadeSecretProps,
  ) {
    super(scope, name);
    const { namespace, keys, consumers } = props;
    this.namespace = namespace;
    this.declare({
      type: 'secret',
      source: 'by-hand',
      name,
      namespace,
      entries: Object.entries(keys).map(([key, meaning]) => ({ key, meaning })),
      consumers,
      create: props.create ?? handCommands({ name, namespace }, Object.keys(keys)),
      rotation: rotation(name, props),
    });
  }
}

/** Commands that make the Secret, or replace its values: server-side, so that no annotation keeps a copy of them. */
export function handCommands(
  metadata: { readonly name: string; readonly namespace: string },
  keys: readonly string[],
): string[] {
  const { name, namespace } = metadata;
  const secret =
    `{apiVersion: "v1", kind: "Secret", metadata: {name: "${name}", namespace: "${namespace}"}, ` +
    `stringData: ${jqObject(keys)}}`;
  return [
    ...promptCommands(keys),
    `jq -n '${secret}' | kubectl apply --server-side --field-manager by-hand --force-conflicts --filename -`,
  ];
}

function rotation(name: string, { namespace, keys, create, changeFirst, restart = [] }: HandMadeSecretProps): string {
  return [
    ...(changeFirst === undefined ? [] : [changeFirst]),
    create === undefined
      ? 'Run the same commands with the new values; they replace the old ones.'
      : `Replace the values with: ${handCommands({ name, namespace }, Object.keys(keys)).join(' && ')}`,
    restart.length === 0
      ? 'What reads it reads it anew by itself.'
      : `Then restart what reads it at its start: kubectl --namespace ${namespace} rollout restart ${restart.join(' ')}`,
  ].join(' ');
}
