import { posix } from 'node:path';
import type { AlertDeclaration, Declared } from '../../src/model';
import { read } from '../constructs/read';
import { realModel } from '../real-model';
import { pages } from './pages';

const alerts = realModel().declarations.filter((each): each is Declared<AlertDeclaration> => each.type === 'alert');
/** Pages that the alarms of CloudWatch, or the alerts of Azure Monitor, name at the end of their text. */
const namedBy = (kind: string, text: string): readonly string[] =>
  realModel()
    .manifests.filter(({ object }) => object.kind === kind)
    .map(({ object }) => posix.basename(String(read(object, text)), '.md'));
const alarmed = namedBy('MetricAlarm', 'spec.alarmDescription');
const alerted = namedBy('MetricAlert', 'spec.description');
const written = pages()
  .map(({ path }) => path)
  .filter(path => path.startsWith('docs/runbooks/alerts/'))
  .map(path => posix.basename(path, '.md'));

describe('runbooks of alerts', () => {
  test('every alert of every environment has its page', () => {
    expect(alerts.map(({ name }) => name).filter(name => !written.includes(name))).toEqual([]);
  });

  test('every alarm of CloudWatch has its page', () => {
    expect(alarmed.length).toBeGreaterThan(0);
    expect(alarmed.filter(name => !written.includes(name))).toEqual([]);
  });

  test('every alert of Azure Monitor has its page', () => {
    expect(alerted.length).toBeGreaterThan(0);
    expect(alerted.filter(name => !written.includes(name))).toEqual([]);
  });

  test('no page is left of an alert or an alarm that is gone', () => {
    const names = [...alerts.map(({ name }) => name), ...alarmed, ...alerted];
    expect(written.filter(name => !names.includes(name))).toEqual([]);
  });
});
