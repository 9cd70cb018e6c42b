import type { Construct } from 'constructs';
import { TracedConstruct } from '../structure';
import type { Panel } from './panel';

export interface AddedPanelProps {
  readonly panel: Panel;
  /** Data store whose dashboard shows it. @default the system's overview does */
  readonly store?: string;
}

/** A panel that no declaration leads to, because one system alone knows what it means. */
export class AddedPanel extends TracedConstruct {
  readonly panel: Panel;
  readonly store: string | undefined;

  constructor(scope: Construct, id: string, { panel, store }: AddedPanelProps) {
    super(scope, id);
    this.panel = panel;
    this.store = store;
  }
}
