import type { Rule } from '../../model';
import { imagePinned } from './image-pinned';
import { imageRegistry } from './image-registry';
import { imageReleased } from './image-released';
import { pullPolicy } from './pull-policy';

/** Rules about the images that run. */
export const imageRules: readonly Rule[] = [imagePinned, imageRegistry, imageReleased, pullPolicy];
