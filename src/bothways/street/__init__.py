"""A person's page, quick add, and the acts that reach into several rooms."""
