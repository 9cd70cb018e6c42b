/** Languages in which people are told what they look at: the environment's dashboards, the rules. */
export type Language = 'en' | 'ko';

/** A text in each of them. Names of services, metrics and places stay as they are. */
export type Words = Readonly<Record<Language, string>>;
