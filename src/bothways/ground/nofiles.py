"""No page takes files but the one that asks for them: nothing of a stranger's is laid down on a disk."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST = 6 * 1024**2  # of a form of words, and what stands around it


class Bounded(FileUploadHandler):
    """Refuses before reading what is said to be too large."""

    def most(self) -> int:
        """Bytes, of the whole form."""
        return MOST

    def too_large(self) -> Exception:
        return RequestDataTooBig("no page takes so much but the one that asks for files")

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803  # as Django calls it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > self.most():
            raise self.too_large()


class TakesNone(Bounded):
    """Forgery is looked for in a form before anybody asks who sends it, so this stands before every door."""

    def new_file(self, *arguments: Any, **options: Any) -> None:
        super().new_file(*arguments, **options)
        raise SkipFile
