"""The API's document as it lies in docs/: `bin/openapi` writes it."""

import json
import os
from pathlib import Path

DOCUMENT = Path(__file__).parents[1] / "docs" / "openapi.json"


def described() -> str:
    from bothways.api.door import ROOT, api

    return json.dumps(api.get_openapi_schema(path_prefix=ROOT), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    DOCUMENT.write_text(described(), encoding="utf-8")
