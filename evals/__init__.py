"""Does it find, is it grounded, does it know when to be silent."""
