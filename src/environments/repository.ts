import { assumed } from '../constructs/structure';
import type { Delivery } from './environment';

/** Where Argo CD reads this repository, in every environment. One value: a fork or a move changes this line. */
export const source: Pick<Delivery, 'repository' | 'revision'> = {
  repository: assumed(
    'https://git.example.com/platform/garam.git',
    'no document names the repository; whoever hosts it enters its HTTPS address before the first sync',
  ),
  revision: 'main',
};
