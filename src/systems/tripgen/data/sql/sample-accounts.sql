-- Whether somebody logs in with the sample accounts: with the hash of the Secret, or else nobody (decision 058).

\getenv sample_users_password_hash SAMPLE_USERS_PASSWORD_HASH
\if :{?sample_users_password_hash}
\else
\set sample_users_password_hash ''
\endif
SELECT :'sample_users_password_hash' !~ '^(\$2[aby]\$[0-9]{2}\$[./A-Za-z0-9]{53})?$' AS hash_is_wrong \gset
\if :hash_is_wrong
DO $wrong$ BEGIN
  RAISE EXCEPTION 'SAMPLE_USERS_PASSWORD_HASH is no bcrypt hash'
    USING HINT = 'Write one into the Secret (htpasswd -nBC 12 "" prints one behind a colon), or remove the key: the accounts stay locked.';
END $wrong$;
\endif

UPDATE public.users SET
  status = CASE :'sample_users_password_hash' WHEN '' THEN 'LOCKED' ELSE 'ACTIVE' END,
  password_hash = nullif(:'sample_users_password_hash', '')
WHERE sample_code IS NOT NULL
  AND (status, password_hash) IS DISTINCT FROM
    (CASE :'sample_users_password_hash' WHEN '' THEN 'LOCKED' ELSE 'ACTIVE' END, nullif(:'sample_users_password_hash', ''));
SELECT CASE :'sample_users_password_hash' WHEN '' THEN 'locked' ELSE 'active' END AS accounts_are \gset
\echo sample accounts are :accounts_are
