import { ofForm } from './form';
import { ofPods } from './pods';
import { ofReferences } from './references';
import { ofTripgen } from './tripgen';
import type { Violation } from './violation';

export * from './violation';

/** Every planted violation, in the order of the table. */
export const violations: readonly Violation[] = [...ofForm, ...ofPods, ...ofReferences, ...ofTripgen];
