"""SQLite and PostgreSQL: everything in which the two differ; tables, queries and the store are the same for both."""
