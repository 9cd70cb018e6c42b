import type { KubeObject } from '../../../model';
import { recordsIn, shown, valueAt, type Step } from '../json-path';
import { didYouMean } from '../did-you-mean';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';
import { containersOf, podSpecsOf, type PodSpecAt } from './pods';

function claimed(object: KubeObject): readonly string[] {
  return recordsIn(valueAt(object, ['spec', 'volumeClaimTemplates'])).map(([, claim]) =>
    String(valueAt(claim, ['metadata', 'name'])),
  );
}

/** A part of a volume lies inside it. */
function* badPaths(
  { subPath, subPathExpr }: Readonly<Record<string, unknown>>,
  at: readonly Step[],
): Iterable<ComplaintAt> {
  for (const [name, path] of Object.entries({ subPath, subPathExpr })) {
    if (typeof path !== 'string' || (!path.startsWith('/') && !path.split('/').includes('..'))) continue;
    const expected = "a path inside the volume, without '..' and without '/' at its start";
    yield { steps: [...at, name], message: `found ${shown(path)}`, expected, mend: 'write it relative to the volume' };
  }
}

function* unknownMounts(pod: PodSpecAt, known: readonly string[], used: Set<string>): Iterable<ComplaintAt> {
  for (const { container, steps } of containersOf(pod)) {
    for (const field of ['volumeMounts', 'volumeDevices']) {
      for (const [index, mount] of recordsIn(container[field])) {
        const name = String(mount.name);
        used.add(name);
        yield* badPaths(mount, [...steps, field, index]);
        if (known.includes(name)) continue;
        const meant = didYouMean(name, known);
        yield {
          steps: [...steps, field, index, 'name'],
          message: `found ${shown(mount.name)}, which no volume of the pod is called`,
          expected: known.length === 0 ? 'a volume of that name' : `one of the volumes ${known.join(', ')}`,
          mend: meant === undefined ? `add the volume ${name}, or remove the mount` : `did you mean "${meant}"?`,
        };
      }
    }
  }
}

const example = 'volumes: [{ name: tmp, emptyDir: {} }]\nvolumeMounts: [{ name: tmp, mountPath: /tmp }]';
const text: RuleTexts = {
  en: {
    rule: 'Every mount names a volume of its pod or a claim template of its StatefulSet, and every volume is mounted.',
    reason: 'A mount without a volume is refused at the sync; a volume that nobody mounts is usually a misspelt name.',
    example,
  },
  ko: {
    rule: '모든 마운트는 파드의 볼륨이나 StatefulSet의 클레임 템플릿을 가리키고, 모든 볼륨은 마운트되어야 한다.',
    reason: '볼륨이 없는 마운트는 동기화 때 거부되고, 아무도 마운트하지 않는 볼륨은 대개 철자가 틀린 이름이다.',
    example,
  },
};

/** Every mount names a volume of its pod (or a claim template of its StatefulSet), and every volume is mounted. */
export const volumeMount = objectRule('volume-mount', text, function* (object) {
  for (const pod of podSpecsOf(object)) {
    const volumes = recordsIn(pod.spec.volumes);
    const claims = claimed(object);
    const used = new Set<string>();
    yield* unknownMounts(pod, [...volumes.map(([, volume]) => String(volume.name)), ...claims], used);
    for (const [index, volume] of volumes) {
      if (used.has(String(volume.name))) continue;
      yield {
        steps: [...pod.steps, 'volumes', index, 'name'],
        message: `found the volume ${shown(volume.name)}, which no container mounts`,
        expected: 'a mount for each volume',
        mend: 'mount the volume in a container, or remove it',
      };
    }
    for (const [index, name] of claims.entries()) {
      if (used.has(name)) continue;
      yield {
        steps: ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
        message: `found the claim ${shown(name)}, which no container mounts`,
        expected: 'a mount for each claim',
        mend: 'mount the claim in a container, or remove it',
      };
    }
  }
});
