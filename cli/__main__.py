"""`python -m cli` runs the command from a checkout."""

from .main import app

app(prog_name="aligner")
