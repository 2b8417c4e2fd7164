"""The scripts that made the tables beside this folder; they need packages that nothing else does."""
