import { assumed } from '../../constructs/structure';
import type { OfficeHours } from '../../model';

/** Nights and weekends are off (TG-16): for pods, for promises (D-08), and for who is told. */
export const hours = assumed<OfficeHours>(
  { days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], start: '08:00', end: '20:00', timeZone: 'Asia/Seoul' },
  'the document says "night and weekend" and no hours; the team enters its own',
);
