"""Subjects and first lines of the example mail: short, such as people write."""

SUBJECTS = (
    "Thursday",
    "Re: Thursday",
    "Thank you",
    "Re: Thank you",
    "Lunch?",
    "Re: Lunch?",
    "Your draft",
    "Re: Your draft",
    "Photos",
    "How did it go?",
    "Re: How did it go?",
    "Gracias",
    "Re: Gracias, Lucía",
    "The slides",
    "A question",
    "Re: A question",
    "Sunday",
    "News",
    "Re: News",
    "Page four",
    "Feliz año",
    "Your visit",
    "Train times",
    "Well done, both of you",
)
LINES = (
    "I read it on the train and smiled twice.",
    "Thursday suits me, and the café does too.",
    "You were right about page four.",
    "How are you, really?",
    "The apples are early this year.",
    "From what you write, it went better than you think.",
    "Nos vemos el domingo.",
    "It took me three tries. You said it would.",
    "No hurry with an answer.",
)
LISTS = (  # name, domain, title, and the years in which Lucía was on it
    ("choir", "oakdale.example.org", "Oakdale choir", 1998, 2005),
    ("histology", "college.example.edu", "Histology circle", 2000, 2015),
    ("residents", "hospital.example.org", "Residents", 2009, 2012),
    ("pediatrics", "society.example.org", "Pediatrics in the county", 2010, 9999),
)
LIST_SUBJECTS = ("Meeting on Monday", "Re: Meeting on Monday", "Minutes", "Call for papers", "Room changed", "Digest")
SENDERS = (
    ("Example Books", "noreply@books.example.com", "Your order"),
    ("County Library", "no-reply@library.example.org", "Due back soon"),
    ("Weekly Health Letter", "newsletter@health.example.net", "This week in health"),
    ("Mail Delivery System", "mailer-daemon@mail.example.com", "Undelivered mail returned to sender"),
    ("Calendar", "calendar-notification@example.net", "Reminder"),
)
