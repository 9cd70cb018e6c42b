-- It logs in, {{connections}} times at once, and nothing else.
ALTER ROLE {{role}} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT
  CONNECTION LIMIT {{connections}} VALID UNTIL 'infinity';

-- What somebody else granted goes, and what it made: rights on data here, on databases, and of other roles.
DROP OWNED BY {{role}};
SELECT format('REVOKE %s FROM {{role}} GRANTED BY %s CASCADE', roleid::regrole, grantor::regrole)
FROM pg_auth_members WHERE member = '{{role}}'::regrole AND roleid <> 'pg_use_reserved_connections'::regrole \gexec

-- Places are kept for it where all others are taken, or it could not tell that they are.
GRANT pg_use_reserved_connections TO {{role}} WITH ADMIN FALSE, INHERIT TRUE, SET FALSE;
