import { withAccessLog, withoutAccessLog } from '../../../src/constructs/nginx';

const file = 'http {\n  access_log /dev/stdout;\n  {logs}\n  server {}\n}\n';

test('nginx tells the exporter of each request by a datagram, in the format that the exporter takes apart', () => {
  expect(withAccessLog(file)).toBe(
    'http {\n  access_log /dev/stdout;\n' +
      `  log_format measured '"$request" $status $body_bytes_sent $request_time';\n` +
      '  access_log syslog:server=127.0.0.1:5531,tag=nginx,nohostname measured;\n  server {}\n}\n',
  );
});

test('where nobody reads the exporter, nginx sends nothing', () => {
  expect(withoutAccessLog(file)).toBe('http {\n  access_log /dev/stdout;\n  server {}\n}\n');
});

test.each([withAccessLog, withoutAccessLog])('a file without the line for further logs is refused: %p', each => {
  expect(() => each('http {}\n')).toThrow('nginx.conf: no line "  {logs}" was found; add it to the block `http`');
});
