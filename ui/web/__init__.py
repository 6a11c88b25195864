"""The page: one server process, one open archive, several people at once."""
