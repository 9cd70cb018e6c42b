import { read } from '../../../constructs/read';
import { Output } from '../../fablink/requirements/output';

export { annotationsOf, namesOf, type Output } from '../../fablink/requirements/output';

export const dev = new Output('tripgen-dev');
export const prod = new Output('tripgen-prod');

/** The four services, as the document names them (TG-02). */
export const SERVICES = ['user-service', 'trip-service', 'ai-service', 'location-service'] as const;

/** Path of a Deployment's, StatefulSet's or Job's first container. */
export const CONTAINER = 'spec.template.spec.containers.0';

/** Value of an environment variable that a container names in the manifest itself. */
export function variable(output: Output, kindAndName: string, name: string): string | undefined {
  const env = output.value(kindAndName, `${CONTAINER}.env`) as { name: string; value?: string }[];
  return env.find(each => each.name === name)?.value;
}

/** Requests and limits as the document writes them: `50m/128Mi → 200m/256Mi`. */
export function sizeOf(output: Output, kindAndName: string): string {
  const of = (path: string) => String(read(output.object(kindAndName), `${CONTAINER}.resources.${path}`));
  return `${of('requests.cpu')}/${of('requests.memory')} → ${of('limits.cpu')}/${of('limits.memory')}`;
}
