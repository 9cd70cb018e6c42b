-- {{title}}

\getenv app_password {{password}}
\if :{?app_password}
\else
\set app_password ''
\endif
SELECT :'app_password' = '' AS app_password_missing \gset
\if :app_password_missing
DO $missing$ BEGIN
  RAISE EXCEPTION '{{password}} is empty: the role {{role}} would have no password'
    USING HINT = 'The Job takes it from a Secret: fill the key that it names.';
END $missing$;
\endif

SELECT 'CREATE ROLE {{role}}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{{role}}') \gexec

-- A server that writes statements down, and that a role without superuser cannot keep from it, must not see the password.
SELECT NOT rolsuper AND current_setting('log_statement') IN ('ddl', 'mod', 'all') AS password_would_be_logged
FROM pg_roles WHERE rolname = current_user \gset
\if :password_would_be_logged
DO $logged$ BEGIN
  RAISE EXCEPTION 'log_statement is %: the password of {{role}} would stand in the server''s log', current_setting('log_statement')
    USING HINT = 'Set log_statement to none, or run the step as a superuser, who keeps it out of the log.';
END $logged$;
\endif
SET LOCAL password_encryption = 'scram-sha-256';
SELECT format('ALTER ROLE {{role}} LOGIN PASSWORD %L', :'app_password') \gexec

