"""What actions and queries raise; the doors turn each into its status and show its sentence."""


class Problem(Exception):  # noqa: N818 - these are sentences for people, not failures of the program
    """Carries a translated sentence for the person who asked."""

    status = 400

    def __init__(self, sentence: str = "", *, field: str | None = None, code: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.field, self.code = sentence, field, code


class Refused(Problem):
    """The input cannot be taken as it is; `field` names the form field it belongs to."""

    status = 422


class NotAllowed(Problem):
    """The actor may see the thing but not do this to it."""

    status = 403


class NotFound(Problem):
    """It is not there, or the viewer may not know that it is."""

    status = 404


class TooFast(Problem):
    """A limit is reached; `retry_after` is in seconds."""

    status = 429

    def __init__(self, sentence: str = "", *, retry_after: int = 60) -> None:
        super().__init__(sentence, code="too_fast")
        self.retry_after = retry_after
