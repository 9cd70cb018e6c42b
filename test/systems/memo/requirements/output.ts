import { read } from '../../../constructs/read';
import { Output } from '../../fablink/requirements/output';

export { annotationsOf, namesOf, type Output } from '../../fablink/requirements/output';

export const dev = new Output('memo-dev');
export const prod = new Output('memo-prod');
export const BOTH = [dev, prod] as const;

/** Path of a Deployment's, StatefulSet's or Job's first container. */
export const CONTAINER = 'spec.template.spec.containers.0';

/** Files of a ConfigMap, by name. */
export function filesOf(output: Output, configMap: string): Readonly<Record<string, string>> {
  return output.value(`ConfigMap/${configMap}`, 'data') as Record<string, string>;
}

/** Settings of a file of properties: `name=value`, one a line. */
export function settingsIn(text: string | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    String(text)
      .trim()
      .split('\n')
      .map(line => line.split(/ ?= ?(.*)/s).slice(0, 2)),
  );
}

/** Environment variables of a container, as the manifest names them. */
export function environmentOf(output: Output, kindAndName: string): readonly Variable[] {
  return (output.value(kindAndName, `${CONTAINER}.env`) ?? []) as Variable[];
}

export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
}

/** Requests and limits: `100m/256Mi → 500m/1Gi`. */
export function sizeOf(output: Output, kindAndName: string): string {
  const of = (path: string) => String(read(output.object(kindAndName), `${CONTAINER}.resources.${path}`));
  return `${of('requests.cpu')}/${of('requests.memory')} → ${of('limits.cpu')}/${of('limits.memory')}`;
}
