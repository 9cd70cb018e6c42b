import { logLinesArrive } from '../../../src/gates/logs/log-lines-arrive';
import { named, planted, realModel } from '../../real-model';
import { messages, rewritten } from './rewritten';

/** A service of each environment whose lines CloudWatch keeps. */
const KEPT = [
  ['learn', 'backend', 'order'],
  ['fablink-prod', 'fablink-prod', 'fablink-backend'],
] as const;

describe.each(KEPT)(
  'log-lines-arrive, where CloudWatch keeps the lines of %s, finds',
  (environment, namespace, name) => {
    const match = `kube.${namespace}.${name}.*`;
    const whose = `lines of ${namespace}/${name}`;
    const unused = `no line of any declared service arrives in /${environment}/${name}`;

    /** What is said where a piece of the configuration is written otherwise. */
    const found = (from: string | RegExp, to: string): readonly string[] =>
      messages(logLinesArrive, rewritten(environment, from, to));

    /** What is said where settings of the service's own output are others, or are not there. */
    const changed = (settings: Readonly<Record<string, string | undefined>>): readonly string[] => {
      const own = {
        region: 'ap-northeast-2',
        log_group_name: `/${environment}/${name}`,
        log_stream_prefix: 'from.',
        log_key: 'log',
      };
      const lines = Object.entries({ ...own, ...settings }).flatMap(([key, value]) =>
        value ? [`${key}: ${value}`] : [],
      );
      const before = new RegExp(`match: ${match.replace(/[.*]/g, '\\$&')}[^]*?log_key: log`);
      return found(before, [`match: ${match}`, ...lines].join('\n      '));
    };

    test('a match that takes nothing', () => {
      expect(found(match, 'application.*')).toEqual([`${whose} arrive in no log group`, unused]);
    });

    test('a second output that takes the same lines', () => {
      const second = `outputs:\n    - name: cloudwatch_logs\n      match: ${match}\n      log_group_name: /other\n`;
      expect(found('outputs:\n', second)).toEqual([`${whose} arrive in /other and /${environment}/${name}`, unused]);
    });

    test('a group that nothing makes', () => {
      const expected = [`${whose} are sent to /other, which no LogGroup makes`, unused];
      expect(changed({ log_group_name: '/other' })).toEqual(expected);
    });

    test.each([`/var/*_${namespace}_${name}-*`, `*.gz, /var/log/containers/*_${namespace}_${name}-*.log`])(
      'files that the reader leaves out: %s',
      files => {
        expect(found('db:', `exclude_path: '${files}'\n      db:`)).toEqual([
          `${whose} arrive in no log group`,
          unused,
        ]);
      },
    );

    test.each([
      ['another key than the line’s', { log_key: 'logg' }, 'are sent by the key "logg"'],
      ['the key of something beside the line', { log_key: 'time' }, 'are sent by the key "time"'],
      ['no key', { log_key: undefined }, 'are sent with all that the reader puts beside them'],
      ['a format that nobody documents', { log_format: 'json' }, 'are sent in the format "json"'],
      ['another region', { region: 'us-east-1' }, 'are sent to the region "us-east-1"'],
      ['no region', { region: undefined }, 'are sent to the region nothing'],
    ])('%s', (_what, settings, expected) => {
      expect(changed(settings)).toEqual([`${whose} ${expected}`]);
    });

    test.each(['endpoint', 'log_group_template', 'profile', 'role_arn'])('a way elsewhere: %s', setting => {
      expect(changed({ [setting]: 'other' })).toEqual([
        `${whose} may go elsewhere than to /${environment}/${name}, by ${setting}`,
      ]);
    });

    test.each([
      ['no name of a stream', { log_stream_prefix: undefined }, 'neither log_stream_name nor log_stream_prefix'],
      ['two names of streams', { log_stream_name: 'all' }, 'log_stream_name and log_stream_prefix'],
    ])('%s', (_what, settings, has) => {
      expect(changed(settings)).toEqual([`the output for ${whose} has ${has}, with which Fluent Bit does not start`]);
    });

    test('a group that is made in another region', () => {
      const moved = planted(realModel(), named(environment, `LogGroup/${name}-logs`), ({ metadata }) => {
        metadata['annotations'] = { ...(metadata['annotations'] as object), 'services.k8s.aws/region': 'eu-west-1' };
      });
      expect(messages(logLinesArrive, moved)).toEqual([`${whose} are sent to the region "ap-northeast-2"`]);
    });

    test('nothing in metrics that CloudWatch reads out of lines, nor in one stream for all nodes', () => {
      const settings = { log_stream_prefix: undefined, log_stream_name: 'all', log_format: 'json/emf' };
      expect(changed(settings)).toEqual([]);
    });
  },
);
