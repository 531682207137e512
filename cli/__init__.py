"""The command line of aligner."""
