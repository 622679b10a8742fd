"""An expected "no", said in a sentence that a person can act on."""

from collections.abc import Mapping
from typing import Any

from bothways.formats.language import gettext as _


class Refusal(Exception):
    """Subclasses stand beside the function that raises them; their text is shown as it is."""

    status = 400

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class NotHere(Refusal):
    """Not yours and not there are the same answer."""

    status = 404

    def __init__(self, says: str = "") -> None:
        super().__init__(says or _("There is nothing of yours at this address."))
        self.says_why = bool(says)


class TakenAway(Refusal):
    """Another tab took it away while it was being changed."""

    status = 409

    def __init__(self) -> None:
        super().__init__(_("This was taken away in another window since you opened it."))


class ChangedMeanwhile(Refusal):
    """
    Somebody, or another tab, saved first (decision 22).

    `version`: what stands there now; `kept`: of it what differs from what was to be saved, by the names of a form.
    """

    status = 409

    def __init__(self, version: int | None = None, kept: Mapping[str, Any] | None = None) -> None:
        super().__init__(self._says())
        self.version = version
        self.kept = dict(kept or {})

    def _says(self) -> str:
        return _("This was changed in another window since you opened it.")


class KeptAlready(ChangedMeanwhile):
    """What came under the id of a row says something else than stands there: it was put right, or is another thing."""

    def _says(self) -> str:
        return _("This was kept already, and other things stand there now.")
