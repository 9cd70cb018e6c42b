import { ProvingGroundError, provideTools, toolPlaces } from '../../proving-ground';
import { textTable } from '../../views/table';
import type { ExitCode } from '../failure';
import type { Project } from '../project';
import type { Voice } from '../terminal';

/** `garam tools [name…]` (npm run tools): builds the real programs that prove us, as far as they are missing. */
export async function tools(project: Project, voice: Voice, names: readonly string[]): Promise<ExitCode> {
  try {
    const provided = await provideTools(toolPlaces(project.root), names, sentence => voice.complain(sentence));
    voice.answer(provided, () =>
      textTable(
        [{ heading: 'PROGRAM' }, { heading: 'VERSION' }, { heading: 'PATH' }],
        provided.map(({ program, version, path, built }) => [program, version, built ? `${path} (built now)` : path]),
      ),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ProvingGroundError)) throw error;
    if (voice.json) voice.answer({ errors: [{ what: error.message }] }, () => '');
    voice.complain(error.message);
    return 2;
  }
}
