import { Construct } from 'constructs';
import type { Declaration } from '../../model';
import { trace, type Trace } from './trace';

/** Key under which declarations lie in a construct's metadata. */
const DECLARATION = 'garam/declaration';

/**
 * A construct that knows which line of a system or an environment declared it. Every construct of Garam is one;
 * objects made inside it share its line.
 */
export abstract class TracedConstruct extends Construct {
  /** Lines that declared this construct, innermost first. */
  readonly declaredAt: Trace;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.declaredAt = trace(new.target as unknown as (...args: never[]) => unknown);
  }

  /** Puts beside the construct what YAML cannot carry. */
  protected declare(declaration: Declaration): void {
    this.node.addMetadata(DECLARATION, declaration);
  }
}

/** What a construct declared, in the order in which it did. */
export function declarationsOf(construct: Construct): readonly Declaration[] {
  return construct.node.metadata.flatMap(entry => (entry.type === DECLARATION ? [entry.data as Declaration] : []));
}
