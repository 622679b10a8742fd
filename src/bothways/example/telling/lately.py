"""The last months, which move with today: what is fresh, what is open, what lies ahead."""

from bothways.example.values import Moment, Promise, on
from bothways.example.years import Years
from bothways.moments.rules import Lane

THEIRS, MINE, TOGETHER = Lane.THEIRS, Lane.MINE, Lane.TOGETHER
TUESDAY, THURSDAY, FRIDAY = 1, 3, 4


def lately(years: Years) -> tuple[Moment, ...]:
    return (*_mentors(years), *_mentees(years))


def promises(years: Years) -> tuple[Promise, ...]:
    return (
        Promise("ortega", "mine", "The slides of the failed grant, for your residents", years.after(TUESDAY, 2)),
        Promise("amadi", "mine", "A walk with both our children, when the reservoir is warm again"),
        Promise("nguyen", "theirs", "You offered to look at the county's numbers with me", years.month_ahead(70)),
        Promise("chou", "mine", "My old microscope, as soon as the new one is there", years.ahead(24)),
    )


def _mentors(years: Years) -> tuple[Moment, ...]:
    return (
        Moment("bell", MINE, "letter", on(f"{years.today.year - 1}-09"), "A card about the first apples"),
        Moment(
            "holm",
            MINE,
            "visit",
            on(f"{years.today.year - 1}-12-12"),
            "An hour in the reading room that was your laboratory",
        ),
        Moment(
            "ortega",
            THEIRS,
            "milestone",
            years.before(THURSDAY, 3),
            "You were named to the county's child-health council",
        ),
        Moment(
            "ortega",
            THEIRS,
            "criticism",
            years.on_ago(19),
            "You read my grant and said so frankly.",
            words="The aim is buried on page four.",
            cost="You read it on your one free evening.",
            effect="The first paragraph says it now.",
            thanked=years.on_ago(16),
        ),
        Moment(
            "ortega",
            MINE,
            "thanked",
            years.on_ago(16),
            "I sent you the new first paragraph, and thanked you for page four",
        ),
        Moment(
            "ortega", MINE, "recommended", years.month_ago(45), "I nominated you for the state society's lifetime award"
        ),
        Moment(
            "ortega",
            TOGETHER,
            "meeting_planned",
            years.after(TUESDAY, 2),
            "Lunch, the café across from your clinic",
            note="Bring: the failed grant, her council seat, the slides I promised.",
            minutes=60,
        ),
        Moment("nguyen", TOGETHER, "meeting_planned", years.after(FRIDAY, 9), "A call; three times proposed"),
        Moment(
            "nguyen", TOGETHER, "spoke", years.on_ago(52), "Call about what the county might count next", minutes=45
        ),
        Moment("amadi", TOGETHER, "met", years.on_ago(38), "A walk round the reservoir, without an agenda", minutes=70),
        Moment(
            "falk",
            THEIRS,
            "spoke_for",
            years.month_ago(75),
            "You put my name forward for the clinic before I had thought of it.",
            effect="I direct it now.",
            thanked=years.on_ago(30),
            key="falk_forward",
        ),
        Moment(
            "falk",
            THEIRS,
            "balance",
            years.on_ago(6),
            "You took my Friday evenings off the calendar and told nobody that I had asked.",
            words="A director who is never home teaches that too.",
        ),
        Moment("falk", MINE, "thanked", years.on_ago(30), "I said thank you at your door, before eight"),
        Moment("falk", TOGETHER, "met", years.on_ago(13), "Half an hour about the two nurses", minutes=30),
        Moment("whitfield", THEIRS, "wrote", years.on_ago(60), "You wrote that you need quiet until after the winter"),
        Moment(
            "boadu",
            THEIRS,
            "wrote",
            years.on_ago(200),
            "You sent a photograph of your garden, with a guess under each bed",
        ),
    )


def _mentees(years: Years) -> tuple[Moment, ...]:
    return (
        Moment("idowu", TOGETHER, "spoke", years.on_ago(9), "Call; you told me about the interview", minutes=35),
        Moment("idowu", THEIRS, "ahead", years.before(THURSDAY, 3), "Your interview for the fellowship"),
        Moment("idowu", MINE, "criticism", years.on_ago(23), "I told you that your first answer was somebody else's"),
        Moment(
            "idowu", THEIRS, "letter", years.month_ago(20), "You wrote a letter for Rosa's nomination, in one evening"
        ),
        Moment(
            "kumar",
            MINE,
            "told_outcome",
            years.on_ago(190),
            "I told you first that they had asked me to direct the clinic",
        ),
        Moment(
            "kumar", THEIRS, "letter", years.month_ago(10), "You wrote for Rosa's nomination, though you met her once"
        ),
        Moment("chou", TOGETHER, "met", years.on_ago(17), "Coffee after your night shift", minutes=25),
        Moment(
            "chou", MINE, "taught", years.month_ago(110), "I gave you a slide of an onion and left you alone with it"
        ),
        Moment("chou", THEIRS, "struggled", years.on_ago(17), "You are tired, and said so"),
        Moment(
            "benhadj",
            TOGETHER,
            "first_meeting",
            years.on_ago(150),
            "You waited in the corridor for an hour, as I once did",
        ),
        Moment("benhadj", MINE, "opened_door", years.on_ago(33), "I asked Professor Boadu to see you, and he will"),
        Moment(
            "lindqvist",
            THEIRS,
            "wrote",
            years.on_ago(95),
            "You found a paper of mine in Mr. Bell's cupboard, with his remark on it",
            words="Careful hands can be taught.",
        ),
    )
