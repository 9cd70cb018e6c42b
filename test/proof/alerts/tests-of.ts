import { once } from '../../../src/gates/pod/once';
import { courseFiles } from './by-hand';
import { judgedInHours } from './in-hours';
import type { TestFile } from './promtool';
import type { ShippedAlert } from './rules';
import { shareTests } from './shares/shares';

/** Every test of an alert: generated where it judges a share of requests, by hand where it does not; in its hours. */
export const testsOf = once((alert: ShippedAlert): readonly TestFile[] => {
  const { judged, hours } = alert.declared;
  const files = judged.type === 'share' ? shareTests(alert, judged) : courseFiles(alert);
  return hours ? judgedInHours(alert, hours, files) : files;
});
