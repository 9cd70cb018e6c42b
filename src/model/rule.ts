import type { Finding } from './finding';
import type { Model } from './model';
import type { Language } from './words';

/** What `garam explain` prints of a rule, in one language. */
export interface RuleText {
  /** What must hold, in one sentence. */
  readonly rule: string;
  /** What happens where it does not. */
  readonly reason: string;
  /** A few lines of YAML or TypeScript that keep the rule. */
  readonly example: string;
}

/** Something that must hold everywhere: a pure function over the model, and what it says to people. */
export interface Rule {
  /** Kebab-case, for good (`image-pinned`): exceptions and people refer to it. */
  readonly code: string;
  readonly text: Readonly<Record<Language, RuleText>>;
  /** Everything that breaks the rule; empty when it holds. */
  check(model: Model): readonly Finding[];
}
