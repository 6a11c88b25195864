"""How news pages word their furniture: links, credits, bylines, notes, promotion. Data: patterns.

Knows wordings and not where on a page they stand; `index.prose.furniture` reads it. No pattern takes more than linear
time on a line; those that could are bounded.
"""

from __future__ import annotations

import re

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_NAME = (
    rf"{_CAPITAL}[\w\u0300-\u036f’'.-]{{0,30}}"
    rf"(?:\s(?:{_CAPITAL}[\w\u0300-\u036f’'.-]{{0,30}}|d[aeiu]|del|della|dos|la|le|van|von|der|den|bin|ibn|al|el)){{1,4}}"
)
_BETWEEN = r"(?:, and | and | & |, )"
NAME = re.compile(_NAME)
"""The name of a person: two to five words."""
BETWEEN = re.compile(r"(, and | and | & |, | for | of )")

PRESS = re.compile(
    r"\b(?:AP|AFP|BBC|CNN|NPR|UPI|ABC|CBS|NBC|Advertiser|Agency|Argus|Bugle|Bulletin|Chronicle|Clarion|Courier|Daily|"
    r"Democrat|Dispatch|Echo|Enquirer|Examiner|Express|Gazette|Globe|Golfweek|Guardian|Herald|Independent|Inquirer|"
    r"Journal|Ledger|Mail|Magazine|Messenger|Mirror|Monitor|Network|News|Observer|Online|Politico|Post|Press|Radio|"
    r"Record|Register|Reuters|Review|Sentinel|"
    r"Standard|Star|Statesman|Sun|Telegraph|Telegram|Times|TODAY|Today|Tribune|Week|Weekly|Wire)\b"
)
"""Words by which a publication or agency is known."""
ROLE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|columnist|contributor|staff|analyst|producer|opinion|photographer)s?\b",
    re.IGNORECASE,
)
SPECIAL = re.compile(r"(?:Special )?(?:[Tt]o|[Ff]or) (?:the )?(?=[A-Z])")

_AGENCIES = (
    r"(?:AP|AFP|PA|PA Wire|PA Images|EPA|Reuters|REUTERS|Getty|Getty Images|Bloomberg|Alamy|Shutterstock|Sipa USA|"
    r"Corbis|Anadolu|Zuma|ZUMA Press|Xinhua|TASS|UPI|Imagn Images|USA TODAY Sports|USA TODAY NETWORK|Hulton Archive|"
    r"NurPhoto|NASA|AP Images|Redux|POOL|Pool)"
)
CREDIT = re.compile(
    rf"\((?:[^()]{{0,80}}[/,] ?|[^()]{{0,60}}\bvia )?{_AGENCIES}(?:[/,][^()]{{0,30}})?\)$|"
    r"\((?:AP |Reuters |File )?(?:Photo|photo|Image|Picture|Credit)(?: credit)?\b[^()]{0,100}\)$|"
    rf"(?:\w ?/ ?|\bvia ){_AGENCIES}(?:/FILE|/File)?$|\b(?:Getty Images|Adobe Stock)(?:/FILE|/File)?$|"
    r"@\w{2,30}/(?:Twitter|X|Instagram|Facebook|TikTok)$"
)
"""The credit at the end of a caption; to be searched in its last `CREDIT_LENGTH` characters."""
CREDIT_LENGTH = 160
CAPTION = re.compile(
    r"FILE(?: PHOTO| - PHOTO)?\s*[-–—:]|(?:Hide|Show) [Cc]aption\b|Photos: |"
    r"(?:Photo|Image|Picture)(?: by| credits?| courtesy)?\s*:|Photograph\s*:|"
    r"Video Ad Feedback\b|JUST WATCHED\b|MUST WATCH\b|\(?(?:Image|Photo) credit\b"
)
CLIP = re.compile(r"\b\d{1,2}:\d\d(?: - Source: .{1,60})?$")
"""The length of a film clip, at the end of a line."""

LEAD = re.compile(
    r"(?:SEE ALSO|See also|READ MORE|Read more|READ ALSO|Read also|ALSO READ|Also read|RELATED|"
    r"Related(?: stories| story| coverage| articles?)?|MORE|More|MORE FROM [^:]{2,40}|More from [^:]{2,40}|"
    r"Read the full story(?: here)?|READ|For subscribers)\s*(?::|$)"
)
"""What opens a link to another article."""
TEASER = re.compile(
    r"(?:STORY|Opinion|OPINION|Fact check|Photos|PHOTOS|Video|VIDEO|WATCH|Watch|Gallery|GALLERY|Live updates)\s*:|"
    rf"[^.:!?\n]{{3,60}}[:!?]{{1,2}}[’'\"”]?[‘“'\"]?{_CAPITAL}"
)
"""The same where no full stop ends the line: weaker leads, and those with no space after them."""

TOPIC = re.compile(rf"[^.:!?\n\d]{{3,60}}: [‘“'\"]?[{_CAPITAL[1:-1]}\d](?:\S+ ){{5}}")
"""A topic and a headline of at least six words: a link where the line stands alone between paragraphs of prose."""

BY = re.compile(rf"(?:By|BY|Words by|Story by|Reporting by):? (?={_CAPITAL})")
SIGNED = re.compile(rf"(?:[–—−-]|--)\s?{_NAME}(?:{_BETWEEN}{_NAME}){{0,5}}(?:, [\w ]{{2,40}})?")
HANDLE = re.compile(r"@\w{2,30}")
NOTE = re.compile(
    r"(?:Editor[’']?s|Editors[’']?|Author[’']s|EDITOR[’']?S[’']?) (?:[Nn]ote|NOTE)\b|Contributing\s*:|Correction\s*:|"
    r"Clarification\s*:|© ?(?:Copyright|\d{4})|Copyright ©? ?\d{4}|A version of this (?:story|article|column) |"
    r"This (?:story|article|post) (?:has been|was) (?:updated|corrected|republished)|From [^.]{0,40}\bwire reports$|"
    r"(?:[A-Z]\w+ )?(?:[Ss]taff|[Ww]ire|[Ss]taff and wire) reports?$|[^.]{0,40}\beditorial board$|"
    r"(?:Our fact-check sources|Our fact-check work)\b"
)
CONTRIBUTED = re.compile(
    r"\bcontributed to this (?:report|story|article)\W*$|^(?:Contact|Reach|E-?mail) [^@]{3,140}@\w|"
    rf"^{_NAME} (?:covers|reports|writes) [^.]{{3,120}}\bfor (?:the )?[^.]{{0,30}}{PRESS.pattern}|"
    rf"^{_NAME} is an? [^.]{{3,80}}(?:\breporter|\bcorrespondent|\beditor) (?:at|for|with) (?:{_CAPITAL}|the )"
)

LABEL = re.compile(
    r"((?:first |last )?(?:published|updated|posted|modified)|date)\b(?: on| at)?\s*:?\s*", re.IGNORECASE
)
DATE = re.compile(
    r"(?:\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|"
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b|\d{4}-\d\d-\d\dT[\d:.]+Z?|\d{1,4}(?:st|nd|rd|th)?\b|[ap]\.?m\b|"
    r"\b(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T)\b|\bat\b|\bof\b|[\s,.:/+|•·()-])++",
    re.IGNORECASE,
)
"""Nothing but dates and times of day."""
DATELINE = re.compile(
    rf"(?:{_CAPITAL}[\w.,’' ]{{0,40}} )?"
    r"(?:\((CNN|AP|AFP|Reuters|PA|UPI|BBC)\)|(CNN(?: Business)?|Reuters|AP|AFP) [—–](?=\s|$))"
)

PROMOTION = re.compile(
    r"(?:Please )?(?:Subscribe|SUBSCRIBE|Sign up|SIGN UP)(?: (?:to|for|here|now|today|&|and)\b|\W*$|:)|"
    r"Sign-up for (?:our|your|Your|the free|free)\b|"
    r"(?:Stay informed|NEVER MISS A MOMENT|Never miss a [a-z]+)\s*:|"
    r"Follow (?:us\b|our\b|@|[^.]{2,60} on (?:X|Twitter|Facebook|Instagram|Threads|TikTok|Bluesky)\b|[^.]{2,40}@\w)|"
    r"Share (?:this|the) (?:article|story|page|post)\b|Share (?:on|via) [A-Z]|"
    r"Download our [^.]{0,40}\bapps?\b|Listen to (?:our|the latest|more of our|this episode)\b|"
    r"(?:Click|Tap|CLICK|Click or tap) here\b|Like us on |Join (?:us|our|the conversation)\b[^.]{0,40}\b(?:on|at|by)\b|"
    r"Support (?:our|local|quality|quality local|independent) journalism|Thank you for supporting our journalism|"
    r"Get [^.]{0,120}\b(?:newsletters?|inbox|alerts)\b|"
    r"\(?You can get [^.]{0,80}\byour inbox|\(Story continues below\)|Check out our\b|Play the [^.]{0,40}\bPuzzle\b|"
    r"This is a (?:breaking|developing)(?: news)? story\b|Need a (?:news )?break\?|To get it in your inbox, "
)
"""Imperatives of a page to its reader, at the beginning of a sentence."""
CLICK = re.compile(r"\b(?:click here|sign up (?:here|for free here|today)|subscribe (?:here|now|today))[.!)]*$")
BLURB = re.compile(
    r"\b(?:gives|brings|sends) you the (?:latest|best|top|most)\b|\b(?:our|free|weekly|daily) newsletter\b"
)

FULL = re.compile(r"(?:It|He|She|They|We|I|But|And)(?:[’']\w{1,2})? [a-z]")
"""How a sentence opens and a heading hardly ever does."""
BULLET = re.compile(r"[-–—−•◾▪*·>♦✅■]|\d{1,3}[.)] |[A-Za-z][.)] ")
