"""P11: what a browser that comes for the first time loads of Today, compressed, beside the fonts."""

import gzip
import re
from pathlib import Path

from django.conf import settings

from tests.bench.place import Place
from tests.bench.row import Row


def first_load(place: Place) -> list[Row]:
    place.open(place.short())
    someone = place.visitors["open"]
    body = someone.get("/")
    packed = dict(someone.headers).get("Content-Encoding")
    page = gzip.decompress(body) if packed == "gzip" else body
    sizes = {"the page": len(gzip.compress(page, 9))}
    linked = re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)
    for one in sorted({link.decode() for link in linked}):
        file = Path(settings.STATIC_ROOT) / one.removeprefix("/static/")
        smaller = [file.with_name(f"{file.name}{ending}") for ending in (".br", ".gz")]
        sizes[file.name] = min(path.stat().st_size for path in [file, *smaller] if path.exists())
    fonts = {name: size for name, size in sizes.items() if name.endswith(".woff2")}
    counted = {name: size / 1000 for name, size in sizes.items() if name not in fonts}
    head = sum(size for name, size in counted.items() if name == "the page" or name.endswith(".css"))
    most = ", ".join(
        f"{name.split('.')[0]} {size:.1f}" for name, size in sorted(counted.items(), key=lambda two: -two[1])[:4]
    )
    return [
        Row("P11", "first load of Today beside the fonts", sum(counted.values()), " KB", 60, beside=most),
        Row("P11", "its page and styles", head, " KB", 14),
    ]
