import type { Finding, Manifest, Model, Rule } from '../../model';
import { findingFor } from '../finding';
import { containersOf, type ContainerAt } from '../schema/fields/pods';
import { jsonPath } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { podTemplatesOf, type PodTemplate } from './pod-template';

/** A complaint, and the object it is about. */
export type Complained = readonly [Manifest, ComplaintAt];

/** A rule that looks at one kind of pods at a time. */
export function podRule(
  code: string,
  text: RuleTexts,
  complaints: (template: PodTemplate) => Iterable<ComplaintAt>,
): Rule {
  return objectRule(code, text, function* (_, manifest) {
    for (const template of podTemplatesOf(manifest)) yield* complaints(template);
  });
}

/** A rule that looks at several objects together. */
export function modelRule(code: string, text: RuleTexts, complaints: (model: Model) => Iterable<Complained>): Rule {
  return {
    code,
    text,
    check: model => Array.from(complaints(model), ([manifest, complaint]) => findingAt(manifest, code, complaint)),
  };
}

/** A finding about a place in one object. */
export function findingAt(manifest: Manifest, code: string, { steps, ...complaint }: ComplaintAt): Finding {
  return findingFor(manifest, code, { ...complaint, path: jsonPath(steps) });
}

/** Containers that a manifest starts: those that only a person adds to a running pod are left out. */
export function startedContainers({ pod }: PodTemplate): readonly ContainerAt[] {
  return containersOf(pod).filter(({ list }) => list !== 'ephemeralContainers');
}

/** Name of a container as a message shows it. */
export function containerName({ container }: ContainerAt): string {
  return `container ${String(container.name)}`;
}
