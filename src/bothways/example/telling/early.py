"""What came to Lucía at school, at college and in the two years between."""

from bothways.example.values import Moment, on
from bothways.moments.rules import Lane

THEIRS, MINE, TOGETHER = Lane.THEIRS, Lane.MINE, Lane.TOGETHER

SCHOOL = (
    Moment(
        "bell",
        TOGETHER,
        "first_meeting",
        on("1996-09"),
        "First lesson in your room, the one with the skeleton in a scarf",
    ),
    Moment(
        "bell",
        THEIRS,
        "chance",
        on("1996"),
        "You let me stay after class to finish the dissection a second time.",
        words="Careful hands can be taught.",
        cost="You missed your bus for it. I saw you run.",
        effect="Nobody had told me I was good at anything with my hands. I chose histology because of that sentence, "
        "and medicine because of histology.",
        key="bell_dissection",
    ),
    Moment(
        "bell",
        THEIRS,
        "kept_words",
        on("1998"),
        "You wrote it under a drawing that I had thrown away.",
        words="Draw what you see, not what you know.",
    ),
    Moment(
        "bell",
        THEIRS,
        "reference",
        on("1999-01"),
        "You wrote my letter for Ferncliff by hand, twice, because the first one said too little about my mother.",
        effect="They read it aloud to me in my first week there.",
        thanked=on("1999-06"),
        key="bell_ferncliff",
    ),
    Moment(
        "bell",
        MINE,
        "thanked",
        on("1999-06"),
        "I brought you a jar of my mother's quince jam, and could not say a word",
    ),
    Moment("bell", THEIRS, "milestone", on("2011-06"), "You retired after thirty-four years in the same room"),
    Moment("bell", MINE, "visit", on("2012-10"), "I stood in your old room. The skeleton still wears the scarf"),
    Moment(
        "duarte",
        THEIRS,
        "belonging",
        on("1997"),
        "You kept a shelf of books in Spanish behind your desk and never wrote down which ones I took.",
        words="Los libros no se devuelven, se heredan.",
        cost="You bought them yourself. I found a receipt in one.",
        effect="I stopped being ashamed of the language we speak at home.",
    ),
    Moment(
        "duarte",
        THEIRS,
        "set_right",
        on("1998-11"),
        "You sent me back into the algebra class that I had walked out of, and waited at the door.",
    ),
    Moment("duarte", THEIRS, "letter", on("2003-12"), "A postcard from your sister's town. No return address on it"),
)

COLLEGE = (
    Moment(
        "boadu", TOGETHER, "first_meeting", on("1999-10"), "I knocked on the wrong door, and you let me in for an hour"
    ),
    Moment(
        "boadu",
        THEIRS,
        "taught",
        on("2000"),
        "You taught me to write down what I expected before I looked at the result.",
        words="Guess first. Then you will know what surprised you.",
        thanked=on("2003-05"),
    ),
    Moment(
        "boadu",
        THEIRS,
        "found_means",
        on("2001-03"),
        "You found me the summer post in your laboratory when I had already packed for home.",
        cost="It was the money for your own assistant.",
        effect="I could stay, and my brother could stay at school.",
        thanked=on("2001-09"),
    ),
    Moment(
        "boadu", MINE, "thanked", on("2001-09"), "I told you what the summer had paid for, and you changed the subject"
    ),
    Moment(
        "holm", TOGETHER, "first_meeting", on("2000-09"), "You handed me a slide of an onion and left me alone with it"
    ),
    Moment(
        "holm",
        THEIRS,
        "taught",
        on("2001"),
        "You sat beside me at the long table until I could name every tissue without looking it up.",
        cost="Your Thursday evenings, a whole winter of them.",
        effect="In medical school I was the one who was asked.",
        thanked=on("2006-05"),
        key="holm_table",
    ),
    Moment(
        "holm",
        THEIRS,
        "reference",
        on("2004-10"),
        "You wrote the letter that took me to medical school, a year after I had left your laboratory.",
        words="I have not read a weak sentence of hers.",
        effect="I was admitted in March.",
        thanked=on("2005-03"),
        key="holm_letter",
    ),
    Moment(
        "holm",
        THEIRS,
        "kept_words",
        on("2003-05"),
        "You put down your pencil when I had finished presenting my thesis.",
        words="There. You do not need me any more, and I am so pleased.",
    ),
    Moment(
        "holm",
        TOGETHER,
        "farewell",
        on("2003-05-18"),
        "Tea in the laboratory on the last day, from beakers",
        minutes=90,
    ),
    Moment("holm", MINE, "told_outcome", on("2006-05"), "I came by train to tell you about the A in histology"),
    Moment(
        "holm",
        THEIRS,
        "example",
        on("2009"),
        "You took the first-years yourself, every autumn, until you were seventy.",
    ),
    Moment("holm", MINE, "visit", on("2018-12-14"), "I sat at the long table for a while. The lamp is still there"),
    Moment("holm", MINE, "remembrance", on("2021-04-12"), "I told the residents about the onion on your birthday"),
    Moment(
        "holm", MINE, "passed_on", on("2019"), "I hand new residents a slide and leave them alone with it, as you did"
    ),
)

GAP = (
    Moment(
        "sandoval",
        THEIRS,
        "chance",
        on("2003-07"),
        "You gave me the front desk of the clinic when I had not been admitted anywhere.",
        words="Sit there and learn everybody's name.",
        effect="I learned whom medicine is for.",
        thanked=on("2005-07"),
    ),
    Moment(
        "sandoval",
        THEIRS,
        "listened",
        on("2004-03-19"),
        "You listened to me in the supply room after the second rejection, until the night nurse came.",
        words="You are allowed to be sad until Monday.",
        cost="It was your daughter's birthday.",
        thanked=on("2005-07"),
    ),
    Moment(
        "sandoval",
        THEIRS,
        "criticism",
        on("2004-09"),
        "You told me that I answered people before they had finished.",
        thanked=on("2012-01"),
        effect="I count to three. My residents tease me for it.",
    ),
    Moment("sandoval", MINE, "letter", on("2012-01"), "I wrote to you about counting to three"),
    Moment("sandoval", MINE, "thanked", on("2005-07"), "I gave you the list: four hundred and twelve names, learned"),
)
