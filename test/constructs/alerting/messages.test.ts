import { configurationOf, messages, MESSAGES, verbatim } from '../../../src/constructs/alerting';

const slack = { type: 'slack', channel: '#shop' } as const;

test('the configuration names the file of the messages, in the folder of the secrets', () => {
  const routing = { receivers: { critical: [slack], warning: [slack], info: [slack] } } as const;
  const text = configurationOf(routing, new Set(), '/files');
  expect(text).toContain(`templates:\n  - /files/${MESSAGES}`);
});

test('the messages are templates of Alertmanager, under the names that every Slack receiver takes by itself', () => {
  const defined = [...messages().matchAll(/define "([\w.]+)"/g)].map(([, name]) => name);
  expect(defined).toEqual(
    expect.arrayContaining(['title', 'titlelink', 'fallback', 'text'].map(part => `slack.default.${part}`)),
  );
});

test('a text for External Secrets is one raw string of Go', () => {
  expect(verbatim('{{ .Status }}\n')).toBe('{{`{{ .Status }}\n`}}');
});

test.each(['a `code`', 'a\r\n'])('a text that no raw string can have is refused: %j', text => {
  expect(() => verbatim(text)).toThrow(/has a backtick or a carriage return at \d+.*write it without/);
});
