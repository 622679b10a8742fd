"""What went on quietly for years: lunches, calls and letters, drawn by lot within the rhythm that each pair had."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bothways.example.values import Moment
from bothways.example.years import Years
from bothways.formats.days import exactly
from bothways.moments.rules import Lane


@dataclass(frozen=True, slots=True)
class Habit:
    person: str
    kind: str
    begins: date | None  # None: some months ago, whenever today is
    ends: date | None
    every: int  # days
    said: tuple[str, ...]
    minutes: tuple[int, int] | None = None
    lane: Lane = Lane.TOGETHER
    last: int = 20  # where it goes on: not within so many days of today, which are told by hand


HABITS = (
    Habit(
        "ortega",
        "met",
        date(2009, 9, 1),
        None,
        28,
        (
            "Lunch at the café across from your clinic",
            "Lunch; you ordered for both of us",
            "Lunch, mostly about your nurses",
            "Lunch; we talked about sleep",
            "Soup in your kitchen",
            "Lunch; you asked what I was avoiding",
        ),
        (45, 95),
        last=26,
    ),
    Habit(
        "amadi",
        "met",
        date(2012, 9, 10),
        date(2019, 12, 1),
        45,
        (
            "A walk after the last patient",
            "Coffee on the back stairs",
            "A walk to the mill and back",
            "Sunday soup at yours",
        ),
        (30, 90),
    ),
    Habit(
        "amadi",
        "met",
        date(2020, 3, 1),
        None,
        150,
        ("A walk round the reservoir", "Breakfast at the station"),
        (50, 100),
        last=120,
    ),
    Habit(
        "holm",
        "reunion",
        date(2003, 12, 20),
        date(2015, 12, 20),
        365,
        (
            "Tea from beakers",
            "An afternoon in the laboratory",
            "You showed me the new microscope and complained about it",
        ),
        (60, 150),
    ),
    Habit(
        "bell",
        "letter",
        date(1999, 9, 20),
        date(2024, 9, 30),
        365,
        (
            "A card about the first apples",
            "A card from the ward",
            "A card with a drawing of a frog",
            "A card at the beginning of term",
        ),
        lane=Lane.MINE,
    ),
    Habit(
        "bell",
        "letter",
        date(2000, 11, 10),
        date(2024, 12, 1),
        730,
        (
            "Your answer, in green ink",
            "Your answer: the trees, the roof, Margaret",
            "A cutting about bees, with remarks",
        ),
        lane=Lane.THEIRS,
    ),
    Habit(
        "sandoval",
        "spoke",
        date(2005, 10, 1),
        None,
        180,
        ("A call after supper", "A call; we laughed for most of it"),
        (20, 60),
        last=90,
    ),
    Habit(
        "boadu",
        "wrote",
        date(2003, 9, 1),
        date(2024, 5, 1),
        400,
        ("Your Sunday letter", "Your Sunday letter, with a guess"),
        lane=Lane.THEIRS,
    ),
    Habit(
        "vargas",
        "wrote",
        date(2010, 1, 6),
        None,
        500,
        ("I wrote for the Three Kings", "I wrote in Spanish, with mistakes"),
        lane=Lane.MINE,
        last=300,
    ),
    Habit(
        "obi",
        "spoke",
        date(2012, 9, 1),
        None,
        75,
        ("A call between two shifts", "A call from your car", "A call about the twins"),
        (10, 50),
        last=40,
    ),
    Habit(
        "whitfield",
        "met",
        date(2012, 10, 1),
        date(2025, 8, 1),
        60,
        ("Round the reservoir", "Coffee over the figures"),
        (30, 75),
    ),
    Habit(
        "nguyen",
        "spoke",
        date(2022, 10, 3),
        None,
        45,
        ("A call, early for me", "A call; you had read everything"),
        (30, 60),
        last=70,
    ),
    Habit(
        "falk",
        "met",
        date(2024, 8, 1),
        None,
        30,
        ("Before eight, at your door", "Half an hour before the round"),
        (15, 35),
        last=25,
    ),
    Habit(
        "kumar",
        "met",
        date(2014, 9, 1),
        date(2020, 6, 1),
        30,
        ("Coffee in the back room", "We went through your week"),
        (20, 45),
    ),
    Habit(
        "kumar", "spoke", date(2020, 9, 1), None, 90, ("A call; you asked the better questions",), (20, 40), last=100
    ),
    Habit(
        "reyes",
        "met",
        date(2016, 10, 1),
        date(2019, 6, 1),
        40,
        ("Café con leche, and the week", "A walk between two wards"),
        (25, 50),
    ),
    Habit(
        "reyes", "spoke", date(2019, 10, 1), None, 200, ("A call from the emergency room's roof",), (15, 40), last=150
    ),
    Habit(
        "lindqvist",
        "met",
        date(2018, 3, 1),
        date(2021, 6, 1),
        45,
        ("Lunch in the canteen", "We talked about frogs"),
        (25, 50),
    ),
    Habit(
        "idowu",
        "spoke",
        date(2023, 3, 3),
        None,
        14,
        ("Friday call", "Friday call; you read me your draft", "Friday call, short"),
        (15, 45),
        last=22,
    ),
    Habit(
        "chou",
        "met",
        date(2024, 10, 1),
        None,
        28,
        ("Coffee after your shift", "We looked at one slide for long"),
        (15, 35),
        last=30,
    ),
    Habit("benhadj", "spoke", None, None, 30, ("A call about your courses",), (15, 30), last=15),
)


def regular(years: Years, lot: Random) -> Iterator[Moment]:
    for habit in HABITS:
        end = min(habit.ends or years.today, years.ago(habit.last))
        then = habit.begins or years.ago(120)
        while then <= end:
            yield Moment(
                habit.person,
                habit.lane,
                habit.kind,
                exactly(_weekday(then)),
                lot.choice(habit.said),
                minutes=lot.randrange(*habit.minutes, 5) if habit.minutes else None,
            )
            then += timedelta(days=habit.every + lot.randint(-habit.every // 6, habit.every // 6))


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
