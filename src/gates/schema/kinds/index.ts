import type { Rule } from '../../../model';
import { autoscalerForm } from './autoscaler-form';
import { entryUnique } from './entry-unique';
import { ingressForm } from './ingress-form';
import { knownWord } from './known-word';
import { oneSource } from './one-source';
import { partPresent } from './part-present';
import { provisionerForm } from './provisioner-form';

/** What the API server checks by hand, beyond its schemas: choices, words and lists of single kinds. */
export const kindRules: readonly Rule[] = [
  oneSource,
  entryUnique,
  knownWord,
  partPresent,
  provisionerForm,
  ingressForm,
  autoscalerForm,
];
