"""What came to Lucía in medical school and residency, and what she gave."""

from bothways.example.values import Moment, on
from bothways.moments.rules import Lane

THEIRS, MINE, TOGETHER = Lane.THEIRS, Lane.MINE, Lane.TOGETHER

MEDICAL = (
    Moment(
        "vargas",
        THEIRS,
        "taught",
        on("2005-10"),
        "You taught the hand twice: once in English for the examination, once in Spanish for me.",
        words="La mano es la cara del trabajo.",
        thanked=on("2009-06"),
    ),
    Moment(
        "vargas",
        THEIRS,
        "belonging",
        on("2006-02"),
        "You asked me to translate for a frightened mother, and then told the ward whose patient she was.",
        effect="It was the first time I was a doctor to anyone.",
        thanked=on("2009-06"),
    ),
    Moment("vargas", MINE, "letter", on("2009-06"), "I wrote to you in Spanish, four pages, before I left"),
    Moment(
        "vargas",
        THEIRS,
        "letter",
        on("2009-07"),
        "Your answer came on the first day of residency",
        words="Ya era hora, colega.",
    ),
    Moment("vargas", MINE, "wrote", on("2024-06-20"), "I wrote to you in Madrid about the master's degree"),
    Moment(
        "penhale",
        THEIRS,
        "found_means",
        on("2006-08"),
        "You found the scholarship that nobody had applied for, and filled in half of the form.",
        effect="I could finish.",
    ),
    Moment("ortega", TOGETHER, "first_meeting", on("2009-07-06"), "Morning round; you asked the only question I knew"),
)

RESIDENCY = (
    Moment(
        "ortega",
        THEIRS,
        "criticism",
        on("2009-11"),
        "You told me in the stairwell, not in front of them, that my notes hid what I was afraid of.",
        words="Write down the thing you hope is not true.",
        effect="I still write it first.",
        thanked=on("2012-06"),
    ),
    Moment(
        "ortega",
        THEIRS,
        "own_failure",
        on("2010-08-20"),
        "You told me about the child you sent home in 1994.",
        cost="You had told nobody in years.",
        effect="I came back to work on the Monday.",
        thanked=on("2012-06"),
    ),
    Moment("ortega", MINE, "letter", on("2012-06"), "A letter on my last day of residency, under your door"),
    Moment(
        "ortega",
        THEIRS,
        "reference",
        on("2014-06"),
        "You wrote my letter for the fellowship, and rang them when it was late.",
        effect="I got the fellowship, and through it the clinic.",
        thanked=on("2016"),
        key="ortega_fellowship",
    ),
    Moment(
        "ortega",
        THEIRS,
        "family",
        on("2016-02"),
        "You covered my clinic for a week when my father was ill.",
        thanked=on("2016-04"),
    ),
    Moment("ortega", MINE, "thanked", on("2016-04"), "A letter by hand. You keep it on your desk", key="ortega_thanks"),
    Moment(
        "hill",
        THEIRS,
        "taught",
        on("2010-01"),
        "You stood behind me through my first resuscitation and did not take over.",
        words="I was never going to let you fall. You did not need to know that.",
        cost="You carried what would have happened if I had been wrong.",
        effect="I stand like that now, behind others.",
    ),
    Moment(
        "hill", TOGETHER, "met", on("2015-05-09"), "Coffee at the hospital's jubilee. We promised to write", minutes=40
    ),
    Moment(
        "obi",
        THEIRS,
        "belonging",
        on("2009-07-10"),
        "You showed me where the residents sleep, which vending machine gives change, and whom to ring first.",
        thanked=on("2011-06"),
    ),
    Moment(
        "obi",
        THEIRS,
        "balance",
        on("2010-12-24"),
        "You sent me home on Christmas Eve and took my pager.",
        words="They will not remember. Your mother will.",
        cost="You had a plane to catch.",
        thanked=on("2011-01"),
    ),
    Moment("obi", MINE, "family", on("2017-08"), "I took your twins for a fortnight while you moved house"),
    Moment("obi", MINE, "helped", on("2021-05"), "I read your grant on a Sunday, all of it, twice"),
)
