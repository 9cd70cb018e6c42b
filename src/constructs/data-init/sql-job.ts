import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Endpoint } from '../../model';
import { TracedConstruct } from '../structure';
import { ConfigMap, Job, type ContainerSize, type DatabaseUse, type Image, type VariableSource } from '../workload';
import type { SqlStep } from './sql-step';

export interface SqlJobProps {
  readonly namespace: string;
  readonly step: SqlStep;
  /** Name of the ConfigMap that holds the step's files. */
  readonly configMap: string;
  /** Files of other steps that this one reads, by the Jobs that own them. @default none */
  readonly reads?: readonly SqlJob[];
  readonly image: Image;
  /** User of the process in the image. */
  readonly user: number;
  readonly size: ContainerSize;
  readonly containerName: string;
  readonly server: Endpoint;
  readonly use: DatabaseUse;
  /** Where the step's secret variables stand, each by its name. */
  readonly secrets: Readonly<Record<string, VariableSource>>;
  readonly deadline: Duration;
  /** Place in the chain: a Job waits for those before it. */
  readonly position: number;
  /** @default none */
  readonly tier?: string;
}

/** One step of a database's initialisation as a Job: it runs again when its files changed, and only then. (TG-07) */
export class SqlJob extends TracedConstruct {
  readonly files: ConfigMap;
  readonly folder: string;

  constructor(scope: Construct, id: string, props: SqlJobProps) {
    super(scope, id);
    const { namespace, step, reads = [], server, use, tier } = props;
    this.folder = step.folder;
    this.files = new ConfigMap(this, props.configMap, { namespace, data: step.data });
    new Job(this, id, {
      namespace,
      run: 'on-change',
      image: props.image,
      user: props.user,
      size: props.size,
      containerName: props.containerName,
      command: [...step.command, ...step.args],
      env: step.env,
      variables: variablesOf(step, props.secrets),
      files: [this, ...reads].map(({ folder, files }) => ({ path: folder, configMap: files })),
      writable: [{ path: '/tmp', sizeLimit: '64Mi' }],
      calls: [server],
      databases: [use],
      deadline: props.deadline,
      position: props.position,
      ...(tier && { tier }),
    });
  }
}

/** @throws when a variable of the step is given no source, or one is given that the step does not know */
function variablesOf(
  { name, secrets }: SqlStep,
  given: Readonly<Record<string, VariableSource>>,
): Record<string, VariableSource> {
  const missing = Object.keys(secrets).filter(variable => given[variable] === undefined);
  const unknown = Object.keys(given).filter(variable => secrets[variable] === undefined);
  if (missing.length + unknown.length > 0) {
    throw new Error(
      `step ${name}: its secret variables are ${Object.keys(secrets).join(', ')}, got ${Object.keys(given).join(', ') || 'none'}; ` +
        'name a Secret and a key for each, and no other',
    );
  }
  return Object.fromEntries(
    Object.entries(secrets).map(([variable, { optional }]) => [
      variable,
      { ...(given[variable] as VariableSource), ...(optional && { optional: true as const }) },
    ]),
  );
}
