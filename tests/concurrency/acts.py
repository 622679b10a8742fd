"""All that two windows can do of one life: each form that is posted, by what it says; and those that meet no other."""

_WORDS = {
    "kind": "thanks", "shape": "letter", "greeting": "Dear Dr. Hill,", "close": "Yours,", "signature": "Ada",
    "subject": "", "deed": "You stayed late.", "cost": "An evening.", "effect": "I am a doctor.", "now": "",
    "words": "", "passed_on": "", "version": "{version}",
}  # fmt: skip
_MOMENT = {
    "lane": "theirs", "kind": "time", "deed": "You stayed late.", "words": "", "on": "1996", "cost": "", "effect": "",
    "minutes": "", "note": "", "version": "1",
}  # fmt: skip
_PROMISE = {"lane": "mine", "what": "The book", "on": ""}
_CHAPTER = {"name": "School", "kind": "", "place": "", "begins": "1996", "ends": "2001"}
_ROLE = {"role": "peer", "chapter": "{chapter}", "begins": "2010", "ends": ""}
_CAME = {"kind": "thanked", "on": "2026-10", "words": "It changed my course.", "effect": "", "name": "", "role": ""}
_PERSON = {
    "name": "Grace Hill", "prefix": "", "given": "", "family": "", "address_as": "", "language": "en",
    "channel": "paper", "reach": "", "emails": "grace@example.org", "phones": "", "postal": "", "care_of": "",
    "organisation": "", "work": "", "born": "", "note": "Another note", "version": "{of_the_person}",
}  # fmt: skip
ACTS: dict[str, tuple[str, dict[str, str]]] = {
    "remember": ("/moments/remember/", {**_MOMENT, "id": "{new}", "person": "{person}", "name": ""}),
    "change the help": ("/moments/{help}/change/", _MOMENT),
    "it was no help": ("/moments/{help}/change/", {**_MOMENT, "kind": "met", "lane": "together"}),
    "take the help away": ("/moments/{help}/take-away/", {}),
    "take their news away": ("/moments/{good}/take-away/", {}),
    "thank for it": ("/moments/{help}/thank/", {}),
    "be glad of it": ("/moments/{good}/thank/", {}),
    "write the news": ("/letters/to/{person}/start/", {"telling": "{telling}"}),
    "save the letter": ("/letters/{letter}/save/", _WORDS),
    "turn the letter": ("/letters/{letter}/turn/", {**_WORDS, "into": "progress"}),
    "copy the letter": ("/letters/{letter}/ready/copy/", _WORDS),
    "send the letter": ("/letters/{letter}/ready/send/", _WORDS),
    "take it back": ("/letters/{letter}/take-back/", {}),
    "it was given": ("/letters/{letter}/given/", {"on": ""}),
    "it was not given": ("/letters/{letter}/not-given/", {}),
    "throw the letter away": ("/letters/{letter}/delete/", {}),
    "let the help go": ("/untold/help/{help}/let-go/", {"how": "done"}),
    "take the help up": ("/untold/help/{help}/take-up/", {}),
    "let the news go": ("/untold/news/{telling}/let-go/", {"how": "too_late"}),
    "take the news up": ("/untold/news/{telling}/take-up/", {}),
    "let theirs go": ("/untold/theirs/{good}/let-go/", {"how": "done"}),
    "tell what came of it": ("/came-of-it/{help}/tell/", {"what": "I teach now.", "on": "2026-11"}),
    "change the news": ("/news/{news}/change/", {"what": "I am a surgeon.", "on": "2026-11", "version": "1"}),
    "take the news away": ("/news/{news}/take-away/", {}),
    "promise": ("/promises/make/", {**_PROMISE, "id": "{new}", "person": "{person}"}),
    "change the promise": ("/promises/{promise}/change/", {**_PROMISE, "version": "1"}),
    "keep the promise": ("/promises/{promise}/keep/", {}),
    "release the promise": ("/promises/{promise}/release/", {}),
    "open the promise again": ("/promises/{promise}/open-again/", {}),
    "change the person": ("/people/{person}/change/", _PERSON),
    "say a role": ("/people/{person}/role/", {"role": "peer", "chapter": "", "begins": "2010", "ends": ""}),
    "take the role back": ("/roles/{role}/take-back/", {}),
    "they died": ("/people/{person}/life/", {"life": "died", "died": "2026-11"}),
    "it rests": ("/people/{person}/contact/", {"contact": "paused", "until": "2027-01-01"}),
    "wish": ("/people/{person}/wish/", {"every": "30"}),
    "forget the notes": ("/people/{person}/forget-notes/", {}),
    "forget them": ("/people/{person}/forget/", {"name": "Grace Hill"}),
    "it was done": ("/today/{person}/done/", {"act": "meet", "how": "spoke"}),
    "not now": ("/today/{person}/not-now/", {"act": "meet", "days": "7"}),
    "set down a chapter": ("/chapters/begin/", {**_CHAPTER, "id": "{new}"}),
    "change the chapter": ("/chapters/{chapter}/change/", {**_CHAPTER, "version": "1"}),
    "take the chapter out": ("/chapters/{chapter}/take-out/", {}),
    "say who was in it": ("/chapters/{chapter}/who/", {"name": "Grace Hill", "role": "peer", "id": "{new}"}),
    "that was all of it": ("/chapters/{chapter}/enough/", {}),
    "keep somebody": ("/people/keep/", {"name": "Grace Hill", "role": "mentee", "id": "{new}"}),
    "change the role": ("/roles/{role}/change/", {**_ROLE, "version": "1"}),
    "undo it": ("/people/{person}/undo/", {"said": "{said}"}),
    "they lived on": ("/people/{dead}/life/", {"life": "living", "died": ""}),
    "forget the dead": ("/people/{dead}/forget/", {"name": "Lin Okafor"}),
    "remember on a day": ("/people/{dead}/remember-on/", {"month": "2", "day": "29", "word": "Their birthday"}),
    "forget the day": ("/people/{dead}/remember-on/{day}/forget/", {}),
    "keep a memory": ("/people/{dead}/remembrance/keep/", {"id": "{new}", "kind": "visit", "deed": "", "on": "2024"}),
    "write to their family": ("/people/{dead}/family/", {"to": "Mrs. Okafor", "id": "{new}"}),
    "keep what came": ("/received/keep/", {**_CAME, "id": "{new}", "person": "{person}"}),
    "keep their news": ("/people/{person}/good-news/keep/", {"id": "{new}", "deed": "You won it.", "on": "2026-10"}),
    "write": ("/people/{person}/write/", {}),
    "it came back": ("/letters/{sent}/came-back/", {"nobody_there": "yes"}),
    "not yet": ("/letters/{letter}/not-yet/", {}),
    "weave it in": ("/letters/{letter}/weave/deed/{help}/", _WORDS),
    "they live, one hears": ("/letters/{letter}/find-out/", {"life": "living", "died": ""}),
    "nobody knows how they are": ("/today/{person}/find-out/", {"life": "unknown", "died": ""}),
    "they died meanwhile": ("/today/back/", {"person": "{person}", "what": "died"}),
    "take theirs up": ("/untold/theirs/{good}/take-up/", {}),
    "keep news": ("/news/keep/", {"id": "{new}", "what": "I moved.", "on": "2026-10", "also": "{person}"}),
    "begin what a card says": ("/today/{person}/begin/", {"act": "congratulate", "about": "{good}"}),
    "they are one": ("/bring-in/same/say/", {"entry": "{entry}", "how": "one"}),
    "they are two": ("/bring-in/same/say/", {"entry": "{entry}", "how": "two"}),
    "they mentored me": ("/bring-in/who/keep/", {"p-{entry}": "mentor", "stretch": "", "after": "", "last": ""}),
}

# Forms that meet no other here, and why.
_OF_A_MEMBER = "of how the member comes in, and of their own settings"
_OF_FILES = "of files, and of mail that was brought in: their jobs meet in `test_jobs`, `test_taking_out`"
_AS_ANOTHER = "the same actions as of forms that meet: "
ALONE = {
    **dict.fromkeys(
        [
            "accounts:ask_for_new_passkey", "accounts:ask_for_passkey", "accounts:begin_codes", "accounts:by_passkey",
            "accounts:change_looks", "accounts:change_password", "accounts:change_self", "accounts:code",
            "accounts:confirm", "accounts:confirm_by_passkey", "accounts:draw_new_recovery_codes",
            "accounts:end_other_sessions", "accounts:end_session", "accounts:end_token",
            "accounts:forget_mail_server", "accounts:join", "accounts:keep_passkey", "accounts:make_token",
            "accounts:rename_passkey", "accounts:sign_in", "accounts:sign_out", "accounts:take_away_passkey",
            "accounts:turn_off_codes", "accounts:turn_on_codes", "accounts:use_mail_server", "accounts:welcome",
        ],
        _OF_A_MEMBER,
    ),
    **dict.fromkeys(
        [
            "exchange:bring", "exchange:go_on", "exchange:leave", "exchange:let_go", "exchange:make",
            "exchange:say_own", "exchange:stop",
        ],
        _OF_FILES,
    ),
    "exchange:enough": _AS_ANOTHER + "keep_who",
    "exchange:someone_else": _AS_ANOTHER + "keep_who, keep",
    "street:find": "it asks, and writes nothing",
    "street:first": _AS_ANOTHER + "keep",
    "street:first_deed": _AS_ANOTHER + "remember",
    "street:first_life": _AS_ANOTHER + "say_life",
    "street:first_words": _AS_ANOTHER + "change_moment",
}  # fmt: skip
