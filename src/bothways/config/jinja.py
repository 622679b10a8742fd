"""What every template can use: addresses, files, sentences, days in words, and the parts of the design as macros."""

from functools import lru_cache
from typing import Any

from django.contrib.messages import get_messages
from django.templatetags.static import static
from jinja2 import Environment, StrictUndefined

from bothways.formats import language
from bothways.formats.addresses import in_a_link
from bothways.formats.days import spoken
from bothways.ground.pages import address, to
from bothways.people.rules import initials, spoken_of


def environment(**options: Any) -> Environment:
    tidy = {"undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**{**options, **tidy})  # noqa: S701 - autoescape is on
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]  # hung on by the extension
        language.gettext, language.ngettext, newstyle=True, pgettext=language.pgettext, npgettext=language.npgettext
    )
    env.globals.update(url=address, static=static, notices=get_messages, to=to, language=language.language)
    env.filters.update(spoken=spoken, grouped=language.grouped, initials=lru_cache(maxsize=4096)(initials))
    env.filters.update(spoken_of=spoken_of, in_a_link=in_a_link)
    env.globals["part"] = env.get_template("design/parts.html").module
    return env
