-- The index takes over the server's least length of a word and its stop words: every word counts, from one character.
CREATE FULLTEXT INDEX IF NOT EXISTS memos_title_content ON memos (title, content);
