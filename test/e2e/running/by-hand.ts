import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Declared, SecretDeclaration } from '../../../src/model';
import {
  findProgram,
  kubernetesTools,
  toolPlaces,
  type ControlPlane,
  type KubernetesLine,
} from '../../../src/proving-ground';
import { realModel } from '../../real-model';
import { ROOT, type CommittedObject } from '../committed-objects';

/** A Secret that a person makes. */
export type ByHand = Declared<SecretDeclaration>;

/** Secrets that people make for the systems of an environment: add-ons are not installed here, and have no namespace. */
export function handMade(environment: string, objects: readonly CommittedObject[]): readonly ByHand[] {
  const namespaces = objects.map(({ object }) => object.metadata.namespace);
  return realModel().declarations.filter(
    (each): each is ByHand =>
      each.type === 'secret' &&
      each.source === 'by-hand' &&
      each.environment === environment &&
      namespaces.includes(each.namespace),
  );
}

/**
 * What people do who make Secrets by hand: they type the commands of docs/reference/secrets.md, which are declared, and
 * answer each prompt. The values say what they are.
 * @param line of the control plane, whose kubectl is used
 * @returns one complaint for each Secret that has other keys than it declares, or an empty value
 */
export async function makeByHand(
  plane: ControlPlane,
  line: KubernetesLine,
  declared: readonly ByHand[],
): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const { name, namespace, entries, create } of declared) {
    const answers = entries.map(({ key }) => `value-of-${key}\n`).join('');
    await typed(plane, line, create.join('\n'), answers);
    const made = await plane.client.get({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace } });
    const { data = {} } = (made ?? {}) as { data?: Readonly<Record<string, string>> };
    const has = Object.keys(data).filter(key => data[key] !== '');
    const wants = entries.map(({ key }) => key);
    if (has.sort().join() !== wants.sort().join())
      complaints.push(`Secret ${namespace}/${name} has ${has.join(', ')}, not ${wants.join(', ')}`);
  }
  return complaints;
}

/** Runs a command line in a shell that has the control plane's own kubectl. */
async function typed(
  { state, kubeconfig }: ControlPlane,
  line: KubernetesLine,
  command: string,
  input: string,
): Promise<void> {
  const bin = join(state, 'bin');
  if (mkdirSync(bin, { recursive: true }) !== undefined)
    symlinkSync(findProgram(toolPlaces(ROOT), kubernetesTools[line], 'kubectl'), join(bin, 'kubectl'));
  const env = { PATH: `${bin}:${process.env.PATH}`, KUBECONFIG: kubeconfig, HOME: bin };
  const running = promisify(execFile)('bash', ['-euo', 'pipefail', '-c', command], { cwd: bin, env });
  running.child.stdin?.end(input);
  await running;
}
