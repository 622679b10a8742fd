"""
What pages lead to with somebody who rests: held against the whole list of what may be, not of what may not.

So an offer that is new on a page is one that the list does not know, and stands out.
"""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.urls import resolve

from bothways.gratitude.models import Letter, News, Telling
from bothways.moments.models import Moment
from bothways.people.models import Chapter
from bothways.rhythm.models import Promise
from tests.journeys.year import Year, address
from tests.journeys.year_story import FIRST, LAST, LOOKS, MUCH_WITH, resting, state

LISTS = (
    "/", "/people/", "/chapters/", "/letters/", "/received/", "/untold/", "/promises/", "/words/", "/news/",
    "/promises/add/", "/moments/add/", "/bring-in/", "/bring-in/who/", "/today/appointment/",
)  # fmt: skip
# With whoever rests one may read and keep, put right, lay down and take away, and say that it is otherwise now
ALWAYS = {
    "street:person", "street:about", "street:moment", "street:mail", "street:promise", "street:add",
    "street:add_received", "street:change", "street:change_moment", "street:take_away_moment", "street:say_role",
    "street:change_role", "street:take_back_role", "street:say_life", "street:forget_notes", "street:forget",
    "street:undo", "street:keep_promise", "street:release_promise", "street:open_promise_again",
    "street:promises", "street:kept_words", "street:received", "street:people", "people:chapters",
    "gratitude:one_news",
    "street:change_promise", "gratitude:let_go_of_help", "gratitude:let_go_of_news", "gratitude:let_go_of_theirs",
    "gratitude:take_up_help", "gratitude:take_up_news", "gratitude:take_up_theirs",
}  # fmt: skip
IF = {
    "died": {"street:remembrance", "street:keep_memory", "street:remember_on", "street:forget_day",
             "street:write_to_family", "gratitude:came_of_it"},
    "ended": {"street:say_contact", "street:say_wish"},
    "paused": {"street:say_contact", "street:say_wish"},
}  # fmt: skip
# On these pages alone: what never leaves, and what the member asked for by opening the page
ON = {
    ("died", "street:remembrance"): {"street:write", "gratitude:letter"},
    ("died", "gratitude:untold"): {"gratitude:start"},
    ("died", "today:page"): {"today:not_now"},
    ("ended", "street:good_news"): {"street:keep_good_news"},
    ("paused", "street:good_news"): {"street:keep_good_news"},
}
ITS_OWN_PAGE = {  # of a letter that was begun before: it may be written and, but for the dead, leave by hand
    "gratitude:save", "gratitude:turn", "gratitude:throw_away", "gratitude:weave", "gratitude:letter",
    "gratitude:sent_copy", "gratitude:came_back",
}  # fmt: skip
BY_HAND = {"gratitude:paper", "gratitude:ready", "gratitude:given", "gratitude:not_given", "gratitude:mail_file"}
ASKS = re.compile(
    r"\b(?:thank them|congratulate|be glad with|tell them|write to|go on with the letter|was something promised"
    r"|may not know|reach|call|can you release|something good happened|should hear|did it reach)\b",
    re.IGNORECASE,
)


class _Ways(HTMLParser):
    """Where a page leads: (address, the ids it names, by what), of links, forms and their buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.form = ""
        self.folded = 0
        self.unfolded: list[str] = []  # what is read without opening anything
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.folded += tag == "details"
        if tag == "form":
            self.form = said.get("action", "")
            self.found.append((self.form, ""))
        for name in ("href", "formaction", "hx-get", "hx-post"):
            if name in said and said[name] != self.form:
                self.found.append((said[name], ""))
        if tag == "input" and said.get("type") == "hidden":
            self.found.append((self.form, said.get("value", "")))
        if tag == "button" and said.get("name") == "then":
            self.found.append((f"{self.form}#{said['value']}", ""))

    def handle_endtag(self, tag: str) -> None:
        self.folded -= tag == "details"

    def handle_data(self, data: str) -> None:
        if not self.folded:
            self.unfolded.append(data)


class Pages:
    """Those of a day, looked at when it is over."""

    def __init__(self, year: Year, day: date) -> None:
        self.year, self.day, self.rest = year, day, resting(day)
        before = max((one for one in LOOKS if one < day), default=FIRST)
        self.anew = [name for name, why in self.rest.items() if day == LAST or why != state(name, before)]
        self.whose = _whose(year)
        self.kept = {str(one.pk) for one in Letter.objects.of(year.member).filter(state="given")}
        self.kept |= {str(one.pk) for one in Letter.objects.of(year.member).filter(unsent=True)}

    def wrong(self) -> Iterator[str]:
        for path, whose in self._paths():
            answer = self.year.client.get(path, follow=True)
            assert answer.status_code == 200, f"{self.day}: {path}: {answer.status_code}"
            yield from (f"{self.day}: {path}: {said}" for said in self._wrong(answer, whose))
        for words in ("you", *(name.split()[0] for name in self.anew)):
            answer = self.year.client.post("/find/", {"q": words}, follow=True)
            yield from (f"{self.day}: finding {words}: {said}" for said in self._wrong(answer, ""))
        yield from self._what_leaves()
        some = {*self.year.people} if self.day == LAST else {*MUCH_WITH.values()}
        for name in some - {*self.rest}:  # else nothing would be found in vain
            person = f"/people/{self.year.people[name]}/"
            if f'action="{person}write/"' not in self.year.client.get(person).text:
                yield f"{self.day}: {name} can no more be written to"

    def _paths(self) -> Iterator[tuple[str, str]]:
        """With whom each is about, where it is about somebody who rests."""
        yield from ((path, "") for path in LISTS)
        yield from ((f"/chapters/{one.pk}/", "") for one in Chapter.objects.filter(member=self.year.member))
        news = News.objects.filter(tellings__person__name__in=self.anew).distinct()
        yield from ((f"/news/{one.pk}/", "") for one in news.filter(member=self.year.member))
        for name, why in self.rest.items():
            pk = self.year.people[name]
            yield f"/people/{pk}/", name
            if name not in self.anew:  # the rest of theirs was looked at before
                continue
            yield from ((f"/people/{pk}/{page}/", name) for page in ("about", "good-news"))
            yield f"/today/{pk}/reach/?act=keep_promise&asked=yes", name
            yield from ((f"/people/{pk}/remembrance/", name) for _ in range(why == "died"))
            moments = Moment.objects.filter(person=pk).exclude(source="mail")
            yield from ((f"/moments/{one.pk}/", name) for one in moments)
            yield from ((f"/promises/{one.pk}/", name) for one in Promise.objects.filter(person=pk))
            yield from ((f"/letters/{one.pk}/", name) for one in Letter.objects.filter(person=pk))

    def _wrong(self, answer, whose: str) -> Iterator[str]:
        path = answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]
        page = resolve(urlsplit(path).path).view_name
        ways = _Ways(answer.text.partition("<main")[2])
        for to, hidden in ways.found:
            for name in self._about(to, hidden) or {whose}:
                if (why := self.rest.get(name, "")) and not self._may(page, why, to):
                    yield f"leads to {to} with {name} ({why})"
        unfolded = " ".join(ways.unfolded)
        if whose and page in ("street:person", "street:moment", "street:promise") and (asks := ASKS.search(unfolded)):
            yield f"says “{asks.group()}” of {whose}"
        if page in ("today:page", "gratitude:untold", "street:promises", "street:kept_words", "street:received"):
            yield from (f"names {name}" for name in self.rest if name in unfolded and not self._may_name(page, name))

    def _about(self, to: str, hidden: str) -> set[str]:
        """Whom it is about: by an id that it names, or by their address."""
        if to.startswith("mailto:"):
            return {name for name in self.year.people if address(name) in to.replace("%40", "@")}
        return {self.whose[one] for one in _ID.findall(f"{to} {hidden}") if one in self.whose}

    def _may(self, page: str, why: str, to: str) -> bool:
        split = urlsplit(to)
        if split.scheme or not split.path:
            return split.scheme not in ("mailto", "tel")
        view, letters = resolve(split.path).view_name, [*_ID.findall(split.path)]
        if split.fragment:
            return view == page
        if view == "gratitude:letter" and (page in ("gratitude:letters", "street:find") or self.kept & {*letters}):
            return True
        if page == "gratitude:letter":
            by_hand = view in BY_HAND and "/ready/send/" not in to
            return view in ALWAYS | ITS_OWN_PAGE or (by_hand and why != "died")
        return view in ALWAYS | IF[why] | ON.get((why, page), set())

    def _may_name(self, page: str, name: str) -> bool:
        """Words of the dead are kept for hard days, and so are those of whom one hears no more for a while."""
        words = page in ("street:kept_words", "street:received") and self.rest[name] != "ended"
        return words or (page == "today:page" and self.rest[name] == "died")  # on which days, `year_today` knows

    def _what_leaves(self) -> Iterator[str]:
        """The calendar file names nobody, and no letter to the dead becomes a mail or a sheet."""
        file = self.year.client.get("/today/ten-minutes.ics?weekday=0&time=20:00").text
        assert file.count("BEGIN:VEVENT") == 1
        yield from (f"{self.day}: the calendar names {name}" for name in self.year.people if name in file)
        for one in Letter.objects.of(self.year.member).exclude(state="given"):
            if self.rest.get(self.whose[str(one.pk)]) == "died":
                for path in (f"/letters/{one.pk}/letter.eml", f"/letters/{one.pk}/print.pdf"):
                    if self.year.client.get(path).status_code == 200:
                        yield f"{self.day}: {path} leaves"


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def _whose(year: Year) -> dict[str, str]:
    """By the id of whatever is kept, the name of whom it is about."""
    names = {pk: name for name, pk in year.people.items()}
    rows = [(one.pk, one.person_id) for one in Moment.objects.of(year.member)]
    rows += [(one.pk, one.person_id) for one in Letter.objects.of(year.member)]
    rows += [(one.pk, one.person_id) for one in Promise.objects.of(year.member)]
    rows += [(one.pk, one.person_id) for one in Telling.objects.filter(member=year.member)]
    return {str(pk): names[person] for pk, person in rows} | {str(pk): name for pk, name in names.items()}
