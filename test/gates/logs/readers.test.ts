import { logLinesArrive } from '../../../src/gates/logs/log-lines-arrive';
import { messages, rewritten } from './rewritten';

const LEFT =
  'inputs[0] leaves before each line what the runtime of the node wrote there (2026-01-31T09:00:00.123456789Z stdout F)';

const READER = '      multiline.parser: cri\n';

describe.each(['learn', 'fablink-prod', 'memo-prod'])(
  'log-lines-arrive reads a line of containerd in %s and',
  environment => {
    const found = (from: string, to: string): readonly string[] =>
      messages(logLinesArrive, rewritten(environment, from, to));

    test.each([
      ['Docker’s form', '      multiline.parser: docker\n', LEFT],
      ['no form', '', LEFT],
      [
        'a form of nobody’s',
        '      multiline.parser: cri, crio\n',
        'inputs[0] names "crio", which is no parser that the rules know',
      ],
      [
        'a parser behind it',
        `${READER}      parser: json\n`,
        'inputs[0] has the parser "json" beside multiline.parser',
      ],
    ])('finds %s', (_what, reader, expected) => {
      expect(found(READER, reader)).toEqual([expected]);
    });

    test.each(['docker, cri', 'CRI'])('takes %s, by which Fluent Bit finds the form', parsers => {
      expect(found(READER, `      multiline.parser: ${parsers}\n`)).toEqual([]);
    });

    test.each(['grep', 'kubernetes', 'record_modifier'])('finds the filter %s, whatever it does', name => {
      const filters = `  filters:\n    - name: ${name}\n      match: '*'\n      exclude: log .*\n  outputs:`;
      expect(found('  outputs:', filters)).toEqual([
        `filters[0], "${name}", stands between what is read and where it is kept`,
      ]);
    });
  },
);
