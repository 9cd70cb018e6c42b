import { App } from 'cdk8s';
import { Place } from '../../../src/constructs/structure';
import { nodeLogs } from '../../../src/systems/node-logs';
import { TEST_CLUSTER } from '../../constructs/place';

test('a namespace in which no pod is declared is refused, with what to do', () => {
  const entry = nodeLogs({ namespaces: ['tripgen-de'], retentionDays: 7, diskMiB: 1024, requirements: ['TG-20'] });
  expect(() => entry.build(new Place(new App(), 'test', { cluster: TEST_CLUSTER }))).toThrow(
    'no pod is declared in namespace tripgen-de; list it behind the system, or correct the name',
  );
});
