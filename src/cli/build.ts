import { check, type Verdict } from '../gates/check';
import type { Model, OutputFile } from '../model';
import { generatedPages } from '../views/pages';
import type { Project } from './project';

/** Everything that a run knows before it writes anything. */
export interface Build {
  readonly model: Model;
  readonly verdict: Verdict;
  /** Files of dist/ and argocd/. */
  readonly files: readonly OutputFile[];
  /** Generated pages of docs/. */
  readonly pages: readonly OutputFile[];
}

/** Synthesizes every environment, asks the gates, and renders files and pages. Writes nothing. */
export async function build(project: Project): Promise<Build> {
  const { model, files } = await project.synthesize();
  const verdict = check(model, await project.rules());
  return { model, verdict, files, pages: generatedPages(model, await project.explained(), await project.prices()) };
}
