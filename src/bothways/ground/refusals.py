"""An expected "no", said in a sentence that a person can act on."""

from collections.abc import Mapping


class Refusal(Exception):
    """Subclasses stand beside the function that raises them; their text is shown as it is."""

    status = 400

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class NotHere(Refusal):
    """Not yours and not there are the same answer."""

    status = 404

    def __init__(self, says: str = "There is nothing of yours at this address.") -> None:
        super().__init__(says)


class ChangedMeanwhile(Refusal):
    """Somebody, or another tab, saved first (decision 22). `kept`: what stands there now, by the names of a form."""

    status = 409

    def __init__(
        self,
        says: str = "This was changed in another window since you opened it.",
        kept: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(says)
        self.kept = kept or {}
