import { missingTools, toolPlaces } from '../../src/proving-ground';
import beforeAllTests from '../model-file';
import { ROOT } from './committed-objects';
import { sweep } from './ground';

/** Before everything: what is missing is said once, not by every test; what a killed run left is ended. */
export default async function beforeAllProofs(): Promise<void> {
  const missing = missingTools(toolPlaces(ROOT));
  await sweep();
  beforeAllTests();
  if (missing.length > 0) throw new Error(`${missing.join('\n')}\nBuild them: npm run tools (needs Go).`);
}
