"""Puts this folder on the path, so that `pytest training/tests` imports the scripts as they import each other."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
