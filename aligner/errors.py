"""What can go wrong in a way the user can mend; each message says what, where and what to do."""


class AlignerError(Exception):
    """Base of all errors with a message for the user; the command line prints it and exits with 2."""


class InputError(AlignerError):
    """A document cannot be read as what it was said to be."""


class ConfigError(AlignerError):
    """The settings contradict themselves; carries every mistake found, not only the first."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(mistakes))


class EncoderError(AlignerError):
    """An encoder cannot be built, found or loaded."""


class UnrelatedError(AlignerError):
    """The documents do not tell the same story, so a comparison would mean nothing."""
