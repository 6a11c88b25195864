"""From files to findable passages."""
