"""What came to Lucía in her first practice and her master's degree, and what she gave."""

from bothways.example.values import Moment, on
from bothways.moments.rules import Lane

THEIRS, MINE, TOGETHER = Lane.THEIRS, Lane.MINE, Lane.TOGETHER

MENTORS = (
    Moment(
        "amadi", TOGETHER, "first_meeting", on("2012-08-01"), "You carried my boxes up the back stairs of Millbrook"
    ),
    Moment(
        "amadi",
        THEIRS,
        "example",
        on("2013"),
        "You rang every family yourself in the evening, from the kitchen, with your coat still on.",
        effect="I ring them too.",
        thanked=on("2019-12"),
    ),
    Moment(
        "amadi",
        THEIRS,
        "defended",
        on("2015-10-13"),
        "You said in the partners' meeting that the evening clinic was your idea, until it worked.",
        words="When it worked I remembered it was yours.",
        cost="Two of them did not speak to you for a month.",
        thanked=on("2015-11"),
    ),
    Moment(
        "amadi",
        THEIRS,
        "opened_door",
        on("2021-03"),
        "You introduced me to the editor of the journal over soup, and left early so that we had to talk.",
        effect="I sent them what I had been keeping in a drawer.",
        thanked=on("2021-04"),
        key="amadi_journal",
    ),
    Moment(
        "amadi",
        MINE,
        "thanked",
        on("2019-12"),
        "I spoke at your sixtieth birthday, nearly, and at your farewell, properly",
    ),
    Moment(
        "amadi", MINE, "recommended", on("2023-04"), "I told the state society that you should give the opening talk"
    ),
    Moment(
        "amadi",
        THEIRS,
        "spoke_for",
        on("2024-05"),
        "You told the clinic's board about the evening clinic when I was not in the room.",
        effect="They rang me the next day.",
        thanked=on("2024-06"),
        key="amadi_board",
    ),
    Moment(
        "whitfield",
        THEIRS,
        "taught",
        on("2013-02"),
        "You taught me to read a budget by covering the numbers and asking me what we were afraid of.",
        words="A budget is a list of promises.",
        thanked=on("2022-06"),
    ),
    Moment(
        "whitfield",
        THEIRS,
        "decision",
        on("2021-11"),
        "You walked with me round the reservoir three times until I had said myself that I wanted to study again.",
        thanked=on("2022-06"),
    ),
    Moment("whitfield", MINE, "letter", on("2022-06"), "A letter with the last budget, both of them for you"),
    Moment("whitfield", THEIRS, "struggled", on("2025-10"), "You told me that your husband's memory is going"),
    Moment(
        "nguyen",
        TOGETHER,
        "first_meeting",
        on("2022-09-05"),
        "First seminar. You asked each of us what we had been wrong about",
    ),
    Moment(
        "nguyen",
        THEIRS,
        "criticism",
        on("2023-03-22"),
        "You sent my proposal back with one line struck out and a question beside each of the others.",
        words="Which of these would you still say if it were not true of you?",
        effect="The thesis became half as long.",
        thanked=on("2024-06"),
        key="nguyen_proposal",
    ),
    Moment(
        "nguyen",
        THEIRS,
        "time",
        on("2023-11"),
        "You read the whole thesis on a train and rang me from the platform.",
        cost="You missed your connection.",
        thanked=on("2024-06"),
    ),
    Moment("nguyen", MINE, "told_outcome", on("2024-06-14"), "I showed you the degree on the screen, upside down"),
    Moment("nguyen", MINE, "shared", on("2025-04"), "I sent you the county's figures that you had been asking for"),
    Moment("boadu", MINE, "wrote", on("2024-06-16"), "I wrote to you that I had guessed first, and had been wrong"),
)

MENTEES = (
    Moment(
        "kumar",
        TOGETHER,
        "first_meeting",
        on("2014-07-07"),
        "You came to your interview with a list of questions for me",
    ),
    Moment("kumar", MINE, "taught", on("2015"), "I stood behind you through your first resuscitation"),
    Moment("kumar", MINE, "reference", on("2019-10"), "I wrote your letter for Riverside"),
    Moment(
        "kumar", THEIRS, "told_outcome", on("2020-02-11"), "You told me in the car park that Riverside had said yes"
    ),
    Moment(
        "kumar",
        THEIRS,
        "thanked",
        on("2020-06"),
        "You gave me a stopwatch",
        words="For all the times you counted to three.",
    ),
    Moment(
        "kumar",
        THEIRS,
        "taught",
        on("2022"),
        "You showed me how you run the group visits, and I had it all wrong.",
        thanked=on("2022-11"),
    ),
    Moment(
        "reyes", TOGETHER, "first_meeting", on("2016-09"), "You asked whether one may be afraid of blood and a doctor"
    ),
    Moment("reyes", MINE, "listened", on("2017-04-02"), "I sat with you in the stairwell after the examination"),
    Moment(
        "reyes", MINE, "own_failure", on("2017-04-02"), "I told you about the two years in which nobody admitted me"
    ),
    Moment("reyes", THEIRS, "milestone", on("2020-05"), "You graduated by video, in your mother's kitchen"),
    Moment("reyes", THEIRS, "letter", on("2020-06"), "A letter in Spanish, with a drawing of the stairwell"),
    Moment(
        "lindqvist", TOGETHER, "first_meeting", on("2018-01"), "You were the only student who asked the patients' names"
    ),
    Moment("lindqvist", MINE, "decision", on("2020-10"), "I asked you what you did on the days you did not count"),
    Moment("lindqvist", THEIRS, "milestone", on("2021-08"), "You got the biology post at Oakdale"),
    Moment("lindqvist", MINE, "passed_on", on("2021-08-30"), "I gave you Mr. Bell's sentence for your first day"),
)
