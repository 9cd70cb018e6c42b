import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { argoRollouts, findProgram, kubernetesTools, toolPlaces } from '../../../src/proving-ground';
import { ROOT } from '../committed-objects';
import type { Release } from './release';
import type { ReleaseGround } from './release-ground';

const run = promisify(execFile);

const RUNBOOK = 'docs/runbooks/weighted-release.md';
const SECTIONS = { promote: '### 1. Promote', abort: '### 2. Abort', retry: '### 3. Retry' } as const;

/** What the runbook's `say` writes to the Rollout's status, in the order of a section. */
function patches(section: keyof typeof SECTIONS): readonly string[] {
  const text = readFileSync(join(ROOT, RUNBOOK), 'utf8');
  const after = text.split(`${SECTIONS[section]}\n`)[1];
  if (after === undefined) throw new Error(`${RUNBOOK} has no section ${SECTIONS[section]}`);
  return [...(after.split('\n### ')[0] ?? '').matchAll(/^say '([^']+)'/gm)].map(([, patch = '']) => patch);
}

/** A person who does what the runbook says, with the real kubectl. */
export class Person {
  constructor(private readonly ground: ReleaseGround) {}

  /** Approves a version that is complete. */
  approves(release: Release): Promise<void> {
    return this.says(release, patches('promote')[0]);
  }

  /** Has the same share judged once more, after an analysis that saw too little. */
  looksOnceMore(release: Release): Promise<void> {
    return this.says(release, patches('promote')[1]);
  }

  aborts(release: Release): Promise<void> {
    return this.says(release, patches('abort')[0]);
  }

  retries(release: Release): Promise<void> {
    return this.says(release, patches('retry')[0]);
  }

  /** Goes on to the next share without a judgement: `kubectl argo rollouts promote`, the real plugin. */
  goesOn(release: Release): Promise<void> {
    return this.promotes(release);
  }

  /** Skips all shares and looks: `kubectl argo rollouts promote --full`, for a way back that cannot wait. */
  promotesInFull(release: Release): Promise<void> {
    return this.promotes(release, '--full');
  }

  private async promotes({ key: { metadata } }: Release, ...flags: readonly string[]): Promise<void> {
    const plugin = findProgram(toolPlaces(ROOT), argoRollouts, 'kubectl-argo-rollouts');
    await run(plugin, ['promote', metadata.name, '-n', metadata.namespace, ...flags, ...this.where]);
  }

  private async says({ key: { metadata } }: Release, patch: string | undefined): Promise<void> {
    if (patch === undefined) throw new Error(`${RUNBOOK} does not say what to write`);
    const kubectl = findProgram(toolPlaces(ROOT), kubernetesTools['1.30'], 'kubectl');
    const what = ['patch', 'rollout', metadata.name, '--subresource=status', '--type=merge', '--patch', patch];
    await run(kubectl, ['-n', metadata.namespace, ...what, ...this.where]);
  }

  private get where(): readonly string[] {
    const { kubeconfig, state } = this.ground.plane;
    return [`--kubeconfig=${kubeconfig}`, `--cache-dir=${join(state, 'kubectl')}`];
  }
}
