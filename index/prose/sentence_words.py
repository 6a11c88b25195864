"""Closed lists of words around full stops: abbreviations, what opens a sentence, camel case. Data.

Knows nothing of texts; `index.prose.sentences` reads it.
"""

from __future__ import annotations

_BEFORE_WORDS = """
Mr Mrs Ms Mx Dr Gen Sen Sens Rep Reps Gov Govs Lt Col Sgt Capt Rev Prof Hon Pres Maj Adm Cmdr Fr Messrs Mmes Mme Mlle
Supt Det Pfc Spc Insp Cpl Brig Sec Treas Atty Amb Ft Mt St Ste Vs vs v Vol Vols Pp pp Fig Eq cf eg ie viz esp approx
Asst Assoc Ald Prop Hwy Rte No NO Nos nos
"""
BEFORE = frozenset(_BEFORE_WORDS.split())
"""Abbreviations that stand before what they belong to: a capital or figure after them goes on."""

_AFTER_WORDS = """
Inc Corp Co Ltd Plc LLC Jr Sr Esq etc al Ph.D M.D B.A M.A Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues
Wed Thu Thurs Fri Sat Sun Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb
Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Ont Que Ave Blvd Rd Bldg Dept Univ Assn Bros Rt Dist dept
"""
AFTER = frozenset(_AFTER_WORDS.split())
"""Abbreviations that end a sentence only where the next word opens one."""

DATED = frozenset("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split())
"""Months before a day."""

_OPENING_WORDS = """
the a an this that these those there here it its he his she her they their we our you your i in on at by for from with
without to of as if when while where why how what who after before since because although though but and or so yet
however meanwhile also still then thus now not no one two three some many most more all both each every other others
another several such until under over among between despite during according additionally moreover instead later
earlier last next once only even just perhaps today yesterday critics officials police people is are was were do does
did have has asked experts
"""
OPENERS = frozenset(_OPENING_WORDS.split())
"""Words that commonly open a sentence, folded."""
NO_NAMES = frozenset(("the", "it", "they", "but", "this", "these", "there", "that", "and"))
"""Those of them that are nobody's name."""

_TIME_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december jan feb mar apr jun jul aug sept oct nov dec mon tue wed thu thur fri sat sun et est edt
ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet eastern central pacific mountain local
"""
AFTER_TIME = frozenset(_TIME_WORDS.split())
"""What goes on after "a.m.", folded."""

_JOINING_WORDS = "a an the of to in on at by for from with and or but as that than is are was were be his her its their"
JOINING = frozenset(_JOINING_WORDS.split())
"""Words that no line of a list ends with."""
_CAMEL_WORDS = """
Mc Mac De Di Du La Le Van Von Fitz Mic O i e You Tik Linked Whats Pay Buzz Face Play Black Fed Huff Soft Git Snap Wiki
Door Jet Word Master Politi Sun Open Air Dream Deep Drop Gold Lex Mid News Home Insta Rapid Sales Share Sound Team Time
West Work Cloud Crowd Face Fan Go Grub Health Power Pro Quick Rotten Spirit Star Stub Super Ticket Trip Truth
"""
CAMEL_PREFIXES = frozenset(_CAMEL_WORDS.split())
"""First halves of words in camel case, which are no junctions of two texts."""
LINKS = frozenset(("US", "TV", "AI", "UK", "Com", "Org", "Net", "Co", "Io"))
"""Last halves of names like "Example.US"."""
