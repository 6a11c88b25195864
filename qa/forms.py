"""Forms and opposites of words ("met" is "meet", "rose" is not "fell"); words that claim certainty. Data, pure.

Knows single words. What tells the same act stands in qa.lexicon.
"""

from __future__ import annotations

from functools import cache

from index.prose.words import stem
from qa import lexicon

_IRREGULAR = """
be is are was were been being|have has had|do does did done|say says said|go goes went gone|get gets got gotten
make makes made|know knew known|think thought|take took taken|see saw seen|come came|give gave given|find found
tell told|become became|leave left|feel felt|bring brought|begin began begun|keep kept|hold held|write wrote written
stand stood|hear heard|mean meant|meet met|run ran|pay paid|sit sat|speak spoke spoken|lie lay lain|lead led
read|grow grew grown|lose lost|fall fell fallen|send sent|build built|understand understood|draw drew drawn
break broke broken|spend spent|cut|rise rose risen|drive drove driven|buy bought|wear wore worn|choose chose chosen
seek sought|throw threw thrown|catch caught|deal dealt|win won|teach taught|sell sold|fight fought|fly flew flown
strike struck stricken|shoot shot|sing sang sung|steal stole stolen|swear swore sworn|swim swam swum|shake shook shaken
hide hid hidden|ride rode ridden|sink sank sunk|bear bore borne born|beat beaten|bite bit bitten|blow blew blown
flee fled|freeze froze frozen|forget forgot forgotten|forbid forbade forbidden|withdraw withdrew withdrawn
undergo underwent undergone|overcome overcame|overthrow overthrew overthrown|undertake undertook undertaken
die dies died death dead deaths|kill kills killed killing killings|child children|man men|woman women|person people
wife wives|life lives live|leaf leaves|foot feet|tooth teeth|good better best|bad worse worst|sue sued lawsuit
marry married marriage|elect election elected|succeed success successful successor|decide decision decided
destroy destruction|depart departure|arrive arrival|refuse refusal|approve approval|propose proposal|lay laid
choose choice|grow growth|lose loss losses|sell sale sales|speak speech|think thought thoughts
believe belief|prove proof|prohibit prohibition prohibited
fly flight|weigh weight|hot heat|long length|strong strength|high height|young youth|poor poverty|free freedom
explode explosion exploded|invade invasion|collide collision|permit permission|expand expansion|persuade persuasion
extend extension|respond response|defend defence defense|offend offence offense|pretend pretence|analyse analysis
describe description|subscribe subscription|receive reception receipt|deceive deception|reduce reduction
produce production
introduce introduction|resign resignation|apply application|identify identification|qualify qualification
"""
_OPPOSITES = """
rise increase grow climb gain jump surge soar expand up/fall decrease shrink drop decline slump lose plunge down
higher upward/lower downward
win victory beat/lose defeat
accept approve agree back support favour favor endorse welcome/reject refuse oppose veto block condemn
praise welcome/condemn criticise criticize
allow permit approve/ban forbid prohibit block veto
confirm admit acknowledge/deny dispute
before/after
more/fewer less
most/least
above over/below under
high/low
large big great/small little
long/short
strong strengthen/weak weaken
early/late
first/last
old/young new
open/close shut
start begin launch/end finish stop halt
arrive enter join/leave depart quit
buy/sell
hire appoint/fire sack dismiss
guilty convict/innocent acquit
free release/jail arrest imprison detain
alive survive live/dead die kill
include/exclude
inside indoors/outside outdoors
male man men boy/female woman women girl
father/mother
son/daughter
brother/sister
husband/wife
north northern/south southern
east eastern/west western
left/right
public/private
legal lawful/illegal unlawful
possible likely/impossible unlikely
safe/unsafe dangerous
able/unable
good positive/bad negative
best/worst
better/worse
success succeed/failure fail
rich wealthy/poor
hot warm/cold cool
import/export
profit/loss
majority/minority
ally friend/enemy foe
attack/defend
true/false
present/absent
remember/forget
love like/hate dislike
raise/cut
build/demolish destroy
improve/worsen deteriorate
peace/war
maximum/minimum
always/never
often frequently/rarely seldom
everyone everybody/nobody
day/night
morning/evening
summer/winter
hero/villain
optimistic/pessimistic
temporary/permanent
major/minor
import/export
domestic/foreign
happy pleased glad/sad unhappy angry
married/divorced
popular/unpopular
"""
_TURNS = "non"
_CERTAIN = "prove confirm admit confess convict guilty guarantee establish demonstrate verify certainly definitely"
_SURE = frozenset("certain sure bound known guaranteed destined".split())
_TENTATIVE = (
    "propose consider discuss debate plan try attempt seek hope want aim intend demand urge call threaten mull weigh"
)
_DECIDED = "approve adopt introduce pass secure achieve manage succeed decide complete enact impose order"
WEAK = frozenset("some many several most few part partly sometimes often half numerous".split())
"""Words for less than all, as they stand."""
WHOLE = frozenset("all every entire always everyone everybody whole entirely".split())
"""Words for all, or for nothing else."""


@cache
def _bases() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _IRREGULAR.replace("\n", "|").split("|"):
        words = line.split()
        for word in words:
            found.setdefault(word, stem(words[0]))
    return found


def base(word: str) -> str:
    """The key under which the forms of a folded word are one: its stem, or that of its base where it is irregular."""
    return _bases().get(word) or stem(word)


@cache
def _opposed() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _OPPOSITES.strip().splitlines():
        sides = [{base(word) for word in side.split()} for side in line.split("/")]
        for own, other in (sides, sides[::-1]):
            for word in own:
                found.setdefault(word, set()).update(other)
    return {word: frozenset(others) for word, others in found.items()}


def opposites(key: str) -> frozenset[str]:
    """The keys of what is opposite to the word of this key; "non" turns a word round."""
    turned = key.removeprefix(_TURNS).lstrip("-") if key.startswith(_TURNS) else f"{_TURNS}{key}"
    return _opposed().get(key, frozenset()) | {turned}


def akin(one: str, other: str) -> bool:
    """Whether two keys tell the same act (qa.lexicon) or share so long a beginning that one is made of the other."""
    if other in lexicon.kin(one) and other not in opposites(one):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and len(long) - len(short) <= 5 and long.startswith(short[: max(5, len(short) - 1)])


def settles(word: str, after: str) -> bool:
    """Whether two neighbouring words claim certainty: "certain to", "sure that"."""
    return word in _SURE and after in ("to", "that")


@cache
def tentative() -> frozenset[str]:
    """Keys of verbs for what is only wanted or talked about."""
    return frozenset(base(word) for word in _TENTATIVE.split())


@cache
def decided() -> frozenset[str]:
    """Keys of verbs for what is settled or has been brought about."""
    return frozenset(base(word) for word in _DECIDED.split())


@cache
def certain() -> frozenset[str]:
    """Keys of words that claim to settle something."""
    return frozenset(base(word) for word in _CERTAIN.split())
