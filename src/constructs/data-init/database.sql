-- Makes the database of the variable `database` where it is missing. psql runs it in the database postgres.

-- One at a time: a Job can start twice, and CREATE DATABASE has no IF NOT EXISTS. The lock goes with the session.
SELECT pg_advisory_lock(hashtextextended('data-init', 0)) AS locked \gset
SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING ''UTF8''', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
