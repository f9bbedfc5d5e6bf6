"""The `redbridge` command: starts the site, looks after it and its people."""
