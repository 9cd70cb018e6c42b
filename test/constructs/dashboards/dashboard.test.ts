import { Dashboard, systemOverview, type DashboardContent } from '../../../src/constructs/dashboards';
import { DJANGO } from '../../../src/constructs/monitoring';
import type { Language } from '../../../src/model';
import { objectOf } from '../place';
import { read } from '../read';
import { LEVEL, watchedShop } from '../monitoring/watched-shop';

/** The dashboard as it stands in its ConfigMap. */
function written(content: DashboardContent, language: Language): string {
  const system = watchedShop();
  new Dashboard(system.app, content.uid, { ...content, namespace: 'monitoring', language });
  return read(objectOf(system, 'ConfigMap', `dashboard-${content.uid}`), `data.${content.uid}\\.json`) as string;
}

describe('a dashboard as Grafana reads it', () => {
  const content = systemOverview(watchedShop({ requests: DJANGO, serviceLevel: LEVEL }), 'test');

  test('is the same bytes each time, in a ConfigMap that says what it is', () => {
    const again = systemOverview(watchedShop({ requests: DJANGO, serviceLevel: LEVEL }), 'test');
    expect(written(again, 'en')).toBe(written(content, 'en'));
    const system = watchedShop();
    new Dashboard(system.app, content.uid, { ...content, namespace: 'monitoring', language: 'en' });
    expect(objectOf(system, 'ConfigMap', 'dashboard-test-shop').metadata.labels).toMatchObject({
      'garam.dev/content': 'dashboard',
    });
  });

  test('has titles and descriptions in the language that the environment sets, and the same queries in each', () => {
    interface Panel {
      readonly title: string;
      readonly description?: string;
      readonly targets?: readonly object[];
    }
    const panels = (language: Language): readonly Panel[] =>
      (JSON.parse(written(content, language)) as { panels: Panel[] }).panels;
    const [english, korean] = [panels('en'), panels('ko')];
    expect(korean.map(({ targets }) => targets)).toEqual(english.map(({ targets }) => targets));
    for (const [index, { title, description = '' }] of korean.entries()) {
      expect(title).toMatch(/[가-힣]/);
      expect(english[index]?.title).not.toMatch(/[가-힣]/);
      expect(description === '' || /[가-힣]/.test(description)).toBe(true);
    }
  });

  test('gives every panel a number of its own, and nobody anything to choose or to change', () => {
    const { panels, editable, templating } = JSON.parse(written(content, 'en')) as {
      panels: { id: number }[];
      editable: boolean;
      templating: object;
    };
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_, index) => index + 1));
    expect({ editable, templating }).toEqual({ editable: false, templating: {} });
  });

  test('draws into lines from where on they are bad, and into no others, and begins all of them at zero', () => {
    const { panels } = JSON.parse(written(content, 'en')) as {
      panels: {
        type: string;
        title: string;
        fieldConfig?: { defaults: { min?: number; custom?: { thresholdsStyle?: object } } };
      }[];
    };
    const lines = panels.filter(({ type }) => type === 'timeseries');
    const style = (title: string): object | undefined =>
      lines.find(each => each.title === title)?.fieldConfig?.defaults.custom?.thresholdsStyle;
    expect(style('Restarts within an hour')).toEqual({ mode: 'dashed+area' });
    expect(style('Requests a second')).toBeUndefined();
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.map(({ fieldConfig }) => fieldConfig?.defaults.min)).toEqual(lines.map(() => 0));
  });

  test.each([
    ['en', 'Alerts that fire', 'none'],
    ['ko', '울리는 알림', '없음'],
  ] as const)('says in words that no alert fires (%s)', (language, alerts, none) => {
    const { panels } = JSON.parse(written(content, language)) as {
      panels: { title: string; fieldConfig?: { defaults: { noValue?: string } } }[];
    };
    const said = panels.filter(({ fieldConfig }) => fieldConfig?.defaults.noValue !== undefined);
    expect(said.map(({ title, fieldConfig }) => [title, fieldConfig?.defaults.noValue])).toEqual([[alerts, none]]);
  });

  test('shows an error budget in red below zero', () => {
    const { panels } = JSON.parse(written(content, 'en')) as { panels: { title: string; fieldConfig?: object }[] };
    expect(panels.find(({ title }) => title === 'Error budget that is left')?.fieldConfig).toMatchInlineSnapshot(`
      {
        "defaults": {
          "thresholds": {
            "mode": "absolute",
            "steps": [
              {
                "color": "red",
                "value": null,
              },
              {
                "color": "green",
                "value": 0,
              },
            ],
          },
          "unit": "percentunit",
        },
        "overrides": [],
      }
    `);
  });
});
