import type { Model } from '../../../src/model';
import { planted } from '../../real-model';

/** A copy of a model in which the first query of a dashboard asks something else. @param uid address of the dashboard */
export function withQuery(model: Model, uid: string, expr: string): Model {
  return planted(
    model,
    ({ object }) => object.metadata.name === `dashboard-${uid}`,
    object => {
      const data = object['data'] as Record<string, string>;
      const dashboard = JSON.parse(String(data[`${uid}.json`])) as {
        panels: { type: string; targets?: { expr: string }[] }[];
      };
      const [first] = dashboard.panels.flatMap(({ targets = [] }) => targets.slice(0, 1));
      if (first) first.expr = expr;
      data[`${uid}.json`] = JSON.stringify(dashboard);
    },
  );
}
