"""The chapters of Lucía's life, and the addresses that people wrote to her at in them."""

from bothways.accounts.rules import OF_THE_EXAMPLE
from bothways.example.values import Chapter, Email, on

NAME = "Lucía Serrano"
TIMEZONE = "America/New_York"

CHAPTERS = (
    Chapter("school", "School", "secondary", "Oakdale", on("1992-09"), on("1999-06")),
    Chapter("college", "College", "college", "Ferncliff", on("1999-09"), on("2003-05")),
    Chapter("gap", "The year between, which became two", "before", "Oakdale", on("2003-06"), on("2005-07")),
    Chapter("medical", "Medical school", "professional", "Port Ellery", on("2005-08"), on("2009-06")),
    Chapter("residency", "Residency", "residency", "Port Ellery", on("2009-07"), on("2012-06")),
    Chapter("practice", "First practice", "practice", "Millbrook", on("2012-08"), on("2022-06")),
    Chapter("master", "Master's degree", "degree", "Ferncliff, and evenings at home", on("2022-09"), on("2024-06")),
    Chapter("now", "The clinic, now", "leadership", "Port Ellery", on("2024-07")),
)

OWN = (
    Email("lucia98@mail.example.com", 1998, 2004),
    Email("lserrano@college.example.edu", 1999, 2003),
    Email("lucia.serrano@mail.example.com", 2004, 2013),
    Email("lserrano@medical.example.edu", 2005, 2009),
    Email("serrano@hospital.example.org", 2009, 2012),
    Email("lserrano@millbrook.example.org", 2012, 2022),
    Email(OF_THE_EXAMPLE, 2012),
    Email("lucia.serrano@clinic.example.org", 2024),
)
