"""A report of the evaluation, rendered: a table, JUnit's XML, a page."""
