import { gibibytesFilled } from '../../../src/constructs/alerting';

test('samples fill four fifths of a volume, in whole gibibytes', () => {
  expect([gibibytesFilled('4Gi'), gibibytesFilled('20Gi'), gibibytesFilled('2Gi')]).toEqual([3, 16, 1]);
});

test.each(['1Gi', '0Gi', '-4Gi', '1.5Gi', '500Mi', '1e3Gi'])('a volume of %s is refused, with what to write', size => {
  expect(() => gibibytesFilled(size as '4Gi')).toThrow(/expected a whole number of Gi from 2 \(20Gi\)/);
});
