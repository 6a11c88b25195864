"""The words of dates in English prose: patterns, and what the words stand for. Pure.

Knows no calendar arithmetic and no article: what an expression means is decided by index.prose.date_rules.
"""

from __future__ import annotations

import re

_NAMES = (
    "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
    "September Sept Sep", "October Oct", "November Nov", "December Dec",
)  # fmt: skip
MONTHS = {name.lower(): number for number, names in enumerate(_NAMES, 1) for name in names.split()}
WEEKDAYS = {
    name: number
    for number, names in enumerate(("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs", "friday fri"))
    for name in names.split()
} | {"saturday": 5, "sunday": 6}
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 4,
}  # fmt: skip
NUMBERS = {
    name: number
    for number, names in enumerate(
        ("", "a an one", "two couple", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
    )
    for name in names.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}  # fmt: skip
STEPS = {"last": -1, "previous": -1, "next": 1, "coming": 1, "this": 0, "current": 0}
# Days that are told without their year long after it.
LANDMARKS = {(9, 11): 2001, (1, 6): 2021, (10, 7): 2023}
LANDMARK_EVENT = re.compile(
    r"[\s,]*(?:\w+[\s,]+)?(?:terror|attack|insurrection|riot|massacre|hijack|committee|hearing|capitol|victims|contempt|panel|probe|2001)",
    re.IGNORECASE,
)

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Tues|Wed|Thurs|Fri)\.)"
YEAR = r"(?:1[89]|20)\d\d(?![\d%]|[.,]\d|s\b)"
NUMBER_WORD = "|".join(sorted(NUMBERS, key=len, reverse=True))
ABOUT = r"(?:(?:about|almost|nearly|more than|less than|over|some|around|roughly|just|only|exactly|at least)\s+)?"
PART = r"(?:\s+(?:morning|afternoon|evening|night))?"
EARLY = r"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater|[Mm]id)(?:\s+in)?[\s-]+)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d|[,.]\d|%|:\d|\s*(?:percent|a\.?m|p\.?m)\b)(?:st|nd|rd|th)?\b"
_TO = r"\s*(?:-|–|—|to|through)\s*"

PATTERNS: dict[str, str] = {
    "iso": r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])",
    "slashed": r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])",
    "nth_weekday": (
        rf"(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal)\s+(?P<weekday>{WEEKDAY})\s+(?:of|in)\s+"
        rf"(?:(?P<any>each|every|the)\b|(?:(?P<month>{MONTH})(?:,?\s+(?:of\s+)?)?)?(?P<year>{YEAR})?(?<=\w))"
    ),
    "month_day": (
        rf"(?:{WEEKDAY},?\s+)?(?P<month>{MONTH})\s*(?P<day>{_DAY})"
        rf"(?:{_TO}(?:{MONTH}\s*)?{_DAY})?(?:,?\s+(?P<year>{YEAR})|\s+(?P<step>last|this|next)\s+year)?"
    ),
    "day_month": (
        rf"(?:{WEEKDAY},?\s+)?(?<![\d.,$£€#])(?P<day>{_DAY})(?:{_TO}{_DAY})?\s+(?:of\s+)?(?P<month>{MONTH})"
        rf"(?:{_TO}{_DAY}\s+{MONTH})?(?:,?\s+(?P<year>{YEAR}))?"
    ),
    "month_year": (
        rf"(?:[Tt]he\s+(?:beginning|start|end|middle)\s+of\s+)?{EARLY}"
        rf"(?P<month>{MONTH})(?:,|\s+of)?\s+(?:(?P<year>{YEAR})|(?:of\s+)?(?P<step>last|this|next)\s+year)"
    ),
    "month_step": rf"\b(?:[Tt]his\s+)?(?P<step>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|coming)\s+(?P<month>{MONTH})\b",
    "month": (
        rf"(?<![\w-])(?:[Tt]he\s+(?:beginning|start|end|middle)\s+of\s+)?{EARLY}"
        rf"(?P<month>{MONTH})(?![\w-]|\s+[A-Z][a-z]+\s+(?:said|says))"
    ),
    "weekday": (
        rf"\b(?:(?:[Tt]his\s+)?(?P<step>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Pp]ast|coming)\s+)?{EARLY}"
        rf"(?P<weekday>{WEEKDAY})\b{PART}"
    ),
    "relative_day": (
        r"\b(?:[Tt]he\s+day\s+(?P<side>before|after)\s+)?(?:(?:[Ll]ate|[Ee]arly|[Ll]ater|[Ee]arlier)\s+)?"
        rf"(?P<word>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)\b{PART}"
        r"|\b(?P<this>[Tt]his\s+(?:morning|afternoon|evening))\b|\b(?P<night>[Ll]ast\s+night)\b"
    ),
    "quarter": (
        r"\b(?:[Tt]he\s+)?(?P<ago>year-(?:ago|earlier)\s+)?(?:(?:fiscal|latest)[\s-]+)?"
        r"(?P<number>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?quarter\b"
        rf"(?:(?:\s+(?:of|in))?\s+(?:fiscal\s+)?(?P<year>{YEAR})|\s+(?:of\s+)?(?P<step>last|this|next)\s+year)?"
        rf"|\bQ(?P<digit>[1-4])\b(?:\s+(?:of\s+)?(?P<digit_year>{YEAR}))?"
    ),
    "year_ago_period": (
        r"\b(?:[Tt]he\s+)?(?:comparable\s+)?[Yy]ear[\s-](?:ago|earlier)\b(?:\s+(?:quarter|period|third|fourth))?"
        r"|\b[Tt]he\s+(?:same|corresponding)\s+(?:period|quarter)\s+(?:last\s+year|a\s+year\s+(?:ago|earlier))"
    ),
    "this_period": r"\b[Tt]he\s+(?:latest|recent|most\s+recent)\s+(?:quarter|period)\b|\b[Tt]he\s+quarter\b",
    "ago": (
        rf"\b{ABOUT}(?P<count>\d{{1,3}}|{NUMBER_WORD})\s+(?:of\s+|(?:and\s+a\s+half|or\s+so|or\s+\w+)\s+)?"
        r"(?P<unit>day|week|month|year|decade)s?\s+(?:or\s+so\s+)?(?P<way>ago|earlier|from\s+now|later)\b"
    ),
    "season": (
        rf"\b(?:[Tt]he\s+)?{EARLY}(?:(?P<step>[Ll]ast|[Tt]his|[Nn]ext)\s+)?(?P<season>[Ss]pring|[Ss]ummer|[Ff]all|"
        rf"[Aa]utumn|[Ww]inter)\b(?:\s+(?:of\s+)?(?P<year>{YEAR}))?"
    ),
    "period": (
        rf"\b(?:[Tt]he\s+(?:beginning|start|end|middle)\s+of\s+)?(?:[Tt]he\s+)?{EARLY}(?:[Tt]he\s+)?"
        r"(?:(?P<step>[Ll]ast|[Tt]his|[Nn]ext|current|[Pp]revious|coming)\s+)"
        r"(?:fiscal\s+)?(?P<unit>week|weekend|month|year|quarter)\b(?:\s+or\s+so)?"
        r"|\b[Ee]arlier\s+in\s+the\s+(?P<in>year|month|week)\b"
    ),
    "named": (
        r"\b(?P<name>Thanksgiving(?:\s+Day)?|Christmas\s+(?:Day|Eve)|New\s+Year['’]s\s+(?:Day|Eve)|Halloween|"
        r"Valentine['’]s\s+Day|Labor\s+Day|Memorial\s+Day|(?:the\s+)?Fourth\s+of\s+July|Independence\s+Day|"
        rf"Veterans\s+Day|Boxing\s+Day|Juneteenth)\b(?:,?\s+(?:of\s+)?(?P<year>{YEAR}))?"
    ),
    "year_end": r"\b[Yy]ear-end\b",
    "the_year": r"\b(?:[Ff]or|[Ii]n|[Dd]uring)\s+the\s+(?:(?:full|fiscal|current)\s+)?year\b(?!\s+of\b|-|\s+\d)",
    "year": (
        rf"(?<![\w$£€#.,-])(?:(?:[Ee]arly|[Ll]ate|[Mm]id|fiscal)[\s-]+){{0,3}}"
        rf"(?P<year>{YEAR})\b(?![-–]\d{{3}})(?:[-–/]\d\d\b)?"
    ),
}
"""Each kind of expression; earlier ones win where two begin at the same place."""

AHEAD = re.compile(
    r"(?P<ahead>(?:\b(?:will|won['’]t|would|shall|going\s+to|plans?(?=\s+(?:to|for|on)\b)|plann(?:ed|ing)\s+(?:to|for)|scheduled|slated|due|"
    r"expect(?:s|ed)?|set\s+(?:to|for)|(?:is|are|was|were)\s+to|upcoming|intends?|hopes?|payable|may|could|should|must|"
    r"to\s+(?:be|leave|meet|hold|begin|start|vote|resume|visit|appear|testify|decide|open|release|announce|speak|"
    r"travel|discuss|consider|respond|return|close|end|expire|organi[sz]e|host|convene|attend|face|launch|present)|"
    r"takes?\s+place|begins?|starts?|opens|resumes?|meets?|convenes?|gathers?|kicks?\s+off|gets\s+under\s+way|[Aa]head\s+of)\b|['’]ll\b)"
    r"(?:\s+(?:not|also|be|to|have))*(?:\s+[a-z]+ed\b)?)"
    r"|\b(?:said|says|was|were|had|has|have|did|went|came|took|made|told|gave|met|won|lost|began|fell|rose|held|found|"
    r"left|got|became|sent|spoke|wrote|led|saw|shot|died|hit|put|since|[a-z]{2,}ed)\b"
)
"""Verbs that look ahead (group `ahead`) or back; the nearest one before an expression decides."""
BY = re.compile(r"\b(?:by|until|till|through|before|no\s+later\s+than|due|effective)\s+(?:the\s+)?$", re.IGNORECASE)
EVERY = re.compile(
    r"\b(?:every|each|on\s+an?|a|black|good|bloody|super|ash|cyber|easter|palm|holy|maundy|whit)\s+$", re.IGNORECASE
)
TITLE_AFTER = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Night\s+Live|Night\s+Football|the\s+13th)\b|\s+Night\s+[A-Z]"
)
BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|through|from|before|after|during|between|around|late|early|mid|last|next|this|"
    r"(?:end|beginning|start|middle|month|half|part)\s+of|and|or|to|effective|following|for|as\s+of|(?:since|in)\s+about)"
    r"[\s-]+$",
    re.IGNORECASE,
)
BEFORE_MAY = re.compile(
    r"\b(?:in|since|until|till|through|during|late|early|mid|last|next|this|(?:end|beginning|start|middle)\s+of)[\s-]+$",
    re.IGNORECASE,
)
BEFORE_NOUN = re.compile(r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|[Tt]hat|[a-z]+['’]s|[A-Z]\w+['’]s)\s+$")
NOUN = re.compile(r"\s+(?!(?:on|for|of|in|from|to|at|against|was|is|said)\b)[a-z]{3,}")
COUNTED = re.compile(
    r"\s+(?:people|men|women|children|troops|soldiers|dollars|miles|kilometers|kilometres|feet|meters|metres|yards|tons|"
    r"tonnes|points|votes|acres|pounds|calories|hours|minutes|seats|jobs|workers|homes|shares|km|rpm|lbs?|employees|"
    r"students|members|times|or\s+more)\b"
)
GAME = re.compile(r"\b(?:touchdown|yards?|game|scored?|points|half|coach|quarterback|lead|rebounds?)\b", re.IGNORECASE)
BUSINESS = re.compile(
    r"\b(?:earn\w*|profits?|revenues?|sales|loss(?:es)?|net|GDP|gross|econom\w+|fiscal|growth|shares?|percent|results|"
    r"income|companies|company|billion|million|investors?|inflation|year)\b|%",
    re.IGNORECASE,
)
