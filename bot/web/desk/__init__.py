"""The desk in the browser: the queue, what editors say of records and people, and which articles may be shown."""
