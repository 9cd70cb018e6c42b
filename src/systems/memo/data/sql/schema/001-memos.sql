-- The database that the server's image makes has the server's defaults.
ALTER DATABASE memo_app CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci;

CREATE TABLE IF NOT EXISTS memos (
  id INT NOT NULL AUTO_INCREMENT COMMENT 'Up to 1000: sample memos of git; above: the application''s.',
  title VARCHAR(100) NOT NULL,
  content TEXT NOT NULL,
  tags JSON NULL DEFAULT '[]' COMMENT 'List of words; NULL and JSON null are no words, too.',
  priority TINYINT UNSIGNED NOT NULL DEFAULT 2 COMMENT '1 low, 2 normal, 3 high, 4 urgent.',
  author VARCHAR(100) NULL COMMENT 'Nickname; NULL is anonymous.',
  created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT 'UTC, as the server''s time zone is.',
  updated_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'UTC.',
  PRIMARY KEY (id),
  CONSTRAINT memos_title_not_empty CHECK (CHAR_LENGTH(title) >= 1),
  CONSTRAINT memos_content_not_empty CHECK (CHAR_LENGTH(content) >= 1),
  CONSTRAINT memos_tags_are_a_list CHECK (JSON_TYPE(tags) IN ('ARRAY', 'NULL')),
  CONSTRAINT memos_priority_in_range CHECK (priority BETWEEN 1 AND 4)
) ENGINE = InnoDB AUTO_INCREMENT = 1001 CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci
  COMMENT = 'Memos of the club (MM-03).';

CREATE INDEX IF NOT EXISTS memos_title ON memos (title);

CREATE INDEX IF NOT EXISTS memos_created_at ON memos (created_at);
