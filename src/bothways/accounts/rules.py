"""Whether a member was away for long, or wants peace; where they come in from, and how often one may try."""

import ipaddress
import re
from collections.abc import Collection
from datetime import date, time, timedelta

from bothways.formats.language import gettext as _
from bothways.formats.language import marked

OF_THE_EXAMPLE = "lucia@example.org"  # the one member to whom nobody has to show who they are

LONG = 60  # days in which they did nothing here


def is_long_away(acted_on: date | None, today: date) -> bool:
    """Nothing is late (decision 8): who comes back is asked what changed. One who never did anything begins."""
    return acted_on is not None and (today - acted_on).days >= LONG


def is_quiet(begins: time | None, ends: time | None, now: time) -> bool:
    """Whether it is between two times of the member's own clock (CAD-2); from the evening on, it goes over midnight."""
    if begins is None or ends is None:
        return False
    return begins <= now < ends if begins < ends else now >= begins or now < ends


AN_HOUR = timedelta(hours=1)
# Tries of an hour: of a password for one address, or from one network; in a browser that its member came in by before,
# where nobody else's tries count. Of a code after the right password likewise: for one member, and in such a browser.
# And in one session, for a deed that asks who is there. And of tokens that open nothing, from one network: a program
# whose token was ended may ask every minute. Of the set-up code, from one network and from all of them.
MOST = {
    "address": 10, "network": 20, "browser": 10, "code": 10, "code in browser": 10, "deed": 10, "token": 60,
    "set-up": 20, "set-up of all": 200,
}  # fmt: skip


def told_again_in(tried: int) -> timedelta | None:
    """Who could not be told of a change is tried again `tried` tries after the first: for an hour, ever less often."""
    return timedelta(minutes=2**tried) if tried < 6 else None


def network(remote: str, forwarded: str, proxies: Collection[str]) -> str:
    """
    Where a request comes from: an address, and of IPv6 the network of a household; nothing where there is none.

    Whoever sends it can write into X-Forwarded-For what they like, so it is read from its end, as far as the proxies of
    whoever runs this reach (quality, row 52).
    """
    found = _address(remote)
    for said in reversed(forwarded.split(",")):
        if found is None or str(found) not in proxies:
            break
        found = _address(said) or found
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((found, 64), strict=False).network_address)
    return str(found or "")


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


_KEPT_BEFORE = 4


def others_kept(steps: Collection[int], step: int) -> list[int]:
    """
    Steps whose codes opened, to be known beside the last. All that lie ahead, by a clock that stood ahead, until they
    come; of those before it the last few: what opened before such a clock went wrong does not open after it.
    """
    before = sorted(one for one in steps if one < step)
    return [*before[-_KEPT_BEFORE:], *sorted(one for one in steps if one > step)]


def last_come(steps: Collection[int], now: int) -> int:
    """The last of them that has come, or is about to: an app may be one step early."""
    return max((one for one in steps if one <= now + 1), default=0)


_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "Chrome": "Chrome",
             "HeadlessChrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari"}  # fmt: skip
_MACHINES = {
    "iPhone": marked("{browser} on an iPhone"),
    "iPad": marked("{browser} on an iPad"),
    "Android": marked("{browser} on Android"),
    "Windows": marked("{browser} on Windows"),
    "Mac OS": marked("{browser} on a Mac"),
    "CrOS": marked("{browser} on a Chromebook"),
    "Linux": marked("{browser} on Linux"),
}


def device(agent: str) -> str:
    """A browser in words, the special before the general, as they all name one another."""
    browser = next((word for sign, word in _BROWSERS.items() if re.search(rf"\b{sign}\b", agent)), _("A browser"))
    says = next((_(says) for sign, says in _MACHINES.items() if sign in agent), "{browser}")
    return says.format(browser=browser)


def takes_passkeys(host: str, *, is_secure: bool) -> bool:
    """A browser binds a passkey to a name, never to an address of numbers, and only where nobody can listen."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return _address(name.strip("[]")) is None and (is_secure or name == "localhost")
