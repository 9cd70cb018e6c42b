import { COLLATION } from '../account';

/** A column as information_schema tells it. */
export interface ExpectedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: 'YES' | 'NO';
  /** As SQL text, `none` where there is none. */
  readonly byDefault: string;
  /** @default not a text */
  readonly collation?: string;
  readonly extra: string;
}

/** Columns of `memos`, in their order (MM-03). */
export const MEMO_COLUMNS: readonly ExpectedColumn[] = [
  { name: 'id', type: 'int(11)', nullable: 'NO', byDefault: 'none', extra: 'auto_increment' },
  { name: 'title', type: 'varchar(100)', nullable: 'NO', byDefault: 'none', collation: COLLATION, extra: '' },
  { name: 'content', type: 'text', nullable: 'NO', byDefault: 'none', collation: COLLATION, extra: '' },
  // JSON is this type with a check, and compares by bytes.
  { name: 'tags', type: 'longtext', nullable: 'YES', byDefault: "'[]'", collation: 'utf8mb4_bin', extra: '' },
  { name: 'priority', type: 'tinyint(3) unsigned', nullable: 'NO', byDefault: '2', extra: '' },
  { name: 'author', type: 'varchar(100)', nullable: 'YES', byDefault: 'NULL', collation: COLLATION, extra: '' },
  { name: 'created_at', type: 'datetime', nullable: 'NO', byDefault: 'current_timestamp()', extra: '' },
  {
    name: 'updated_at',
    type: 'datetime',
    nullable: 'NO',
    byDefault: 'current_timestamp()',
    extra: 'on update current_timestamp()',
  },
];

/** Indexes of `memos`: name, kind, columns (MM-03). */
export const MEMO_INDEXES = [
  ['PRIMARY', 'unique BTREE', 'id'],
  ['memos_created_at', 'BTREE', 'created_at'],
  ['memos_title', 'BTREE', 'title'],
  ['memos_title_content', 'FULLTEXT', 'title,content'],
] as const;

/** Constraints of `memos` beside its key. MariaDB itself adds `tags`: that it is JSON. */
export const MEMO_CHECKS = [
  'memos_content_not_empty',
  'memos_priority_in_range',
  'memos_tags_are_a_list',
  'memos_title_not_empty',
] as const;

/** Every table of the database. */
export const TABLES = ['memos', 'schema_history'] as const;
