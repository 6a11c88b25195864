"""Closed lists of words that stand in and around names: titles, demonyms, words of bodies, what opens a sentence. Data.

Knows nothing of texts; `index.prose.names` reads it.
"""

from __future__ import annotations

_TITLES = """
mr mrs ms miss mx dr prof professor sir dame lord lady gen general lt lieutenant col colonel sgt sergeant maj major
capt captain cmdr commander adm admiral cpl corporal rev reverend fr father pastor bishop archbishop cardinal pope
rabbi imam sheikh sheik ayatollah sen sens senator rep reps representative congressman congresswoman gov governor
president premier minister secretary secretary-general chancellor chairman chairwoman chair mayor judge justice
attorney-general solicitor prosecutor king queen prince princess duke duchess emperor sultan emir speaker leader
ambassador envoy commissioner director chief ceo coach officer detective sheriff constable inspector superintendent
councilman councilwoman councillor alderman assemblyman spokesman spokeswoman spokesperson analyst correspondent
supt insp det expert senators representatives governors
anchor host nominee candidate advisor adviser strategist manager founder co-founder president-elect writer historian
scientist researcher economist activist lobbyist pollster blogger columnist reporter physician mp marshal baroness
baron count countess deputy delegate treasurer comptroller republican democrat assemblywoman actor actress singer
author lawyer attorney chairperson prez
"""
TITLES = frozenset(_TITLES.split())
"""Words that stand in front of a person's name, folded, without a full stop."""

_SURNAMES_TOO = """
king prince judge justice major general bishop pope duke baron count chancellor marshal coach chief constable
cardinal father lord chair host sheriff dean page anchor captain speaker director manager founder
"""
SURNAMES_TOO = frozenset(_SURNAMES_TOO.split())
"""Titles that are not cut from the end of a run: they are surnames, or the last word of a body."""

_CALLINGS = """
son daughter wife husband widow widower mother father brother sister uncle aunt nephew niece cousin grandson
granddaughter grandmother grandfather stepson stepdaughter fiance fiancee girlfriend boyfriend friend neighbour neighbor
colleague teammate farmer teacher nurse headteacher baker butcher builder plumber driver pilot fisherman shopkeeper
landlord landlady resident shopper commuter passenger pensioner student pupil campaigner protester striker
goalkeeper midfielder defender winger batsman bowler engineer surgeon pharmacist librarian
gardener artist painter sculptor poet novelist composer violinist pianist cellist dancer comedian presenter
volunteer suspect victim defendant witness harbourmaster harbormaster master keeper curator hotelier brewer vicar
rabbi imam midwife paramedic firefighter physicist biologist historian archaeologist economist geologist scientist
researcher barrister solicitor electrician carpenter mechanic trader grocer florist barber chemist vet veterinarian
skipper sailor trawlerman lifeguard swimmer runner rider jockey trainer referee spokesman spokeswoman spokesperson
organiser organizer activist blogger photographer filmmaker guitarist drummer conductor choreographer apprentice
"""
CALLINGS = frozenset(_CALLINGS.split())
"""What somebody is called before the name in small letters, besides titles: "his daughter Leyla", "farmer Jack"."""

_RANKS = """
prime vice deputy chief acting interim former ex first foreign defence defense interior home finance health
education treasury labour labor trade justice energy transport environment culture majority minority senior
executive managing associate assistant attorney general lieutenant communications press campaign national security
state federal staff district crown supreme grand under permanent shadow junior brigadier rear major policy political
medical legal economic operating financial technology information police fire white-house right honourable hon his
her their our editor presidential gubernatorial senatorial congressional opposition democratic conservative liberal
socialist
"""
RANKS = frozenset(_RANKS.split())
"""Words that stand before a title and belong to it ("Prime Minister", "Defence Secretary")."""

_BODY_WORDS = """
academy administration agency airlines airways alliance army assembly association authority bank board bureau
cabinet center centers centre centres church city club coalition college commission committee company conference
confederation
congress consortium corp corporation council court courts department district division embassy federation force
forces forum foundation front fund government group guard guards hospital house inc initiative institute institution
journal league legislature ltd magazine media ministry mission mosque movement museum network news observatory
office organisation organization parliament partnership party police post press project republicans democrats review
school secretariat senate service services society state states station studio studios taskforce team times tribune
treasury tribunal trust union universities university watch co llc plc airport militia brigade navy convention
campaign pac orchestra band water lines line branch homes foods motors railway railways rail buses hotel theatre
theater brewery holdings properties developments estates technologies systems solutions energy
"""
BODY_WORDS = frozenset(_BODY_WORDS.split())
"""Words whose presence makes a run of capitals the name of a body."""

_AND_PAIRS = """
food-drug securities-exchange oceanic-atmospheric health-human health-social housing-urban oversight-reform
oversight-accountability ways-means control-prevention science-environment science-technology immigration-customs
customs-border aeronautics-space equality-human energy-commerce arts-sciences trade-industry alcohol-tobacco
agriculture-fisheries culture-media business-trade digital-culture budget-policy medicine-healthcare labour-social
information-regulatory foreign-commonwealth economic-social revenue-customs research-innovation
"""
AND_PAIRS = frozenset(tuple(pair.split("-")) for pair in _AND_PAIRS.split())
"""Words around an "and" inside the name of a body: "Food and Drug Administration"."""

_OF_HEADS = """
secretary minister president director chief duke duchess prince princess archbishop bishop ministry museum chamber
chairman king queen mayor governor speaker leader gulf bay cape isle isles strait republic kingdom mount sea battle
treaty statue tower head university daughters sons knights articles declaration bill lord lords
"""
OF_HEADS = BODY_WORDS | frozenset(_OF_HEADS.split())
"""Words after which "of" goes on with the name ("Bank of England", "Secretary of State")."""

_PLACE_WORDS = """
avenue bay beach canyon cape coast county creek desert district gulf heights hill hills island islands lake mount
mountain mountains ocean park peninsula plaza province river road sea square strait street valley village boulevard
bridge airport harbor harbour
"""
PLACE_WORDS = frozenset(_PLACE_WORDS.split())
"""Words whose presence makes a run of capitals the name of a place."""

_DATE_WORDS = """
january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat
sun
"""
DATE_WORDS = frozenset(_DATE_WORDS.split()) | {f"{word}s" for word in _DATE_WORDS.split() if word.endswith("day")}
"""Months and weekdays, which are no names here."""

_PARTICLES = "de del della di da dos du la le van von der den ter ten bin bint ibn al el abu y e zu af"
PARTICLES = frozenset(_PARTICLES.split())
"""Small words inside a name of a person or place."""

_OPENERS = """
a about above accepting according accusing across actually additionally addressing after afterwards again against ago
agreeing ahead all almost alone along already also although always amid among an and announcing another answering any
anyone anything apart are arguing around arriving as aside ask asked asking at away back based be beating because
becoming been before behind being below beside besides best better between beyond blaming blocking both breaking
bringing but by call calling can chairing chances citing claiming clearly closing come coming comparing confirming
considering contact could criticising criticizing critics crossing currently data day days dear demanding denying
describing despite did do does doing don't down due during each earlier early editor either else elsewhere enough even
eventually ever every everybody everyone everything exactly except experts facing fair far fearing few fewer finally
find first five follow following for four from full further furthermore get getting give given giving go going good had
half has have having he hello help helping hence her here here's hers him his holding hoping hosting how however
hundreds i i'd i'll i'm i've if image images imagine in including indeed inside insisting instead into is isn't it it's
its join joining just keep keeping know knowing last late lately later least leaving less let let's letting like
likewise look looking losing lots made make making many maybe meanwhile meeting men might million millions more
moreover most moving much must my near nearly neither never nevertheless news next nine no nobody none nonetheless nor
not note nothing noting now obviously of off officials often oh ok okay on once one only onto opposing or other others
otherwise our out outside over overall own owning part past people per perhaps photo photos playing please plus polls
praising prior probably promising putting quite quoting rather read recent recently referring refusing rejecting
related replacing reporters representing researchers responding returning right same scientists see seeing seeking
sending seven several she should show showing similarly simply since sitting six so some somebody someone something
sometimes soon sorry speaking still story succeeding such supporters sure taking talking telling ten tens than thank
thanking thanks that that's the their them then there there's therefore these they they're they've thing things think
this those though thousands three through throughout thus time to today together tomorrow tonight too top toward
towards true turning two under unlike until up upon urging us use using very via video violence visiting voters wait
want warning was watch we we'd we'll we're we've welcome well were what what's whatever when whenever where whereas
wherever whether which while who who's whoever whole whom whose why will winning with within without women won't work
workers working world would writing yeah years yes yesterday yet you you'd you'll you're you've young your
"""
OPENERS = frozenset(_OPENERS.split())
"""Words that open a sentence and are no part of the name after them."""

_COUNTRIES = """
Afghanistan:Afghan,Afghans Albania:Albanian Algeria:Algerian Angola:Angolan Argentina:Argentine,Argentinian
Armenia:Armenian Australia:Australian Austria:Austrian Azerbaijan:Azerbaijani,Azeri Bahamas:Bahamian
Bahrain:Bahraini Bangladesh:Bangladeshi Barbados:Barbadian Belarus:Belarusian Belgium:Belgian Benin:Beninese
Bolivia:Bolivian Bosnia:Bosnian Botswana:Botswanan Brazil:Brazilian Bulgaria:Bulgarian Burundi:Burundian
Cambodia:Cambodian Cameroon:Cameroonian Canada:Canadian Chad:Chadian Chile:Chilean China:Chinese Colombia:Colombian
Congo:Congolese Croatia:Croatian,Croat Cuba:Cuban Cyprus:Cypriot Czechia:Czech Denmark:Danish,Dane,Danes
Ecuador:Ecuadorian Egypt:Egyptian Eritrea:Eritrean Estonia:Estonian Ethiopia:Ethiopian Fiji:Fijian
Finland:Finnish,Finn,Finns France:French,Frenchman Gabon:Gabonese Gambia:Gambian Georgia:Georgian Germany:German
Ghana:Ghanaian Greece:Greek Guatemala:Guatemalan Guinea:Guinean Guyana:Guyanese Haiti:Haitian Honduras:Honduran
Hungary:Hungarian Iceland:Icelandic India:Indian Indonesia:Indonesian Iran:Iranian Iraq:Iraqi Ireland:Irish
Israel:Israeli Italy:Italian Jamaica:Jamaican Japan:Japanese Jordan:Jordanian Kazakhstan:Kazakh Kenya:Kenyan
Kosovo:Kosovan,Kosovar Kuwait:Kuwaiti Kyrgyzstan:Kyrgyz Laos:Laotian Latvia:Latvian Lebanon:Lebanese
Liberia:Liberian Libya:Libyan Lithuania:Lithuanian Luxembourg:Luxembourgish Madagascar:Malagasy Malawi:Malawian
Malaysia:Malaysian Mali:Malian Malta:Maltese Mauritius:Mauritian Mexico:Mexican Moldova:Moldovan Mongolia:Mongolian
Montenegro:Montenegrin Morocco:Moroccan Mozambique:Mozambican Myanmar:Burmese Namibia:Namibian Nepal:Nepali,Nepalese
Netherlands:Dutch Nicaragua:Nicaraguan Nigeria:Nigerian Niger:Nigerien Norway:Norwegian Oman:Omani
Pakistan:Pakistani Palestine:Palestinian Panama:Panamanian Paraguay:Paraguayan Peru:Peruvian
Philippines:Philippine,Filipino,Filipinos Poland:Polish,Pole Portugal:Portuguese Qatar:Qatari Romania:Romanian
Russia:Russian Rwanda:Rwandan Senegal:Senegalese Serbia:Serbian,Serb Singapore:Singaporean Slovakia:Slovak,Slovakian
Slovenia:Slovenian,Slovene Somalia:Somali Spain:Spanish,Spaniard Sudan:Sudanese Sweden:Swedish,Swede
Switzerland:Swiss Syria:Syrian Taiwan:Taiwanese Tajikistan:Tajik Tanzania:Tanzanian Thailand:Thai Togo:Togolese
Tunisia:Tunisian Turkey:Turkish,Turk Turkmenistan:Turkmen Uganda:Ugandan Ukraine:Ukrainian Uruguay:Uruguayan
Uzbekistan:Uzbek Venezuela:Venezuelan Vietnam:Vietnamese Yemen:Yemeni Zambia:Zambian Zimbabwe:Zimbabwean
Scotland:Scottish,Scots,Scot Wales:Welsh England:English Europe:European Africa:African Asia:Asian Tibet:Tibetan
Chechnya:Chechen Crimea:Crimean Bavaria:Bavarian Texas:Texan California:Californian Gaza:Gazan
"""

DEMONYMS: dict[str, str] = {
    demonym.lower(): place
    for place, _, demonyms in (entry.partition(":") for entry in _COUNTRIES.split())
    for form in demonyms.split(",")
    for demonym in (form, form + "s")
} | {
    "american": "United States", "americans": "United States", "british": "United Kingdom", "briton": "United Kingdom",
    "britons": "United Kingdom", "saudi": "Saudi Arabia", "saudis": "Saudi Arabia", "emirati": "United Arab Emirates",
    "south korean": "South Korea", "north korean": "North Korea", "korean": "Korea", "koreans": "Korea",
}  # fmt: skip
"""Folded demonym -> name of its country."""

_STATES = """
Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa
Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska
Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming Ontario Quebec
Scotland
"""
STATES = frozenset(place.lower() for place in _STATES.split())
"""Names of states and provinces, folded; none that is a country's too."""
COUNTRIES = (
    frozenset(entry.partition(":")[0].lower() for entry in _COUNTRIES.split())
    | frozenset(place.lower() for place in DEMONYMS.values())
    | STATES
)
"""Names of countries and of some regions and states, folded."""

_CITIES = """
Abuja Accra Amsterdam Ankara Athens Atlanta Auckland Baghdad Baltimore Bangkok Barcelona Beijing Beirut Belfast Belgrade
Berlin Birmingham Bogota Boston Brasilia Bratislava Brisbane Bristol Brussels Bucharest Budapest Cairo Calgary Canberra
Caracas Cardiff Chicago Cleveland Cologne Copenhagen Dakar Dallas Damascus Delhi Denver Detroit Dhaka Doha Dubai Dublin
Edinburgh Frankfurt Geneva Glasgow Gothenburg Hamburg Hanoi Havana Helsinki Houston Islamabad Istanbul Jakarta Jerusalem
Johannesburg Kabul Karachi Kathmandu Kharkiv Khartoum Kiev Kinshasa Krakow Kyiv Lagos Lahore Leeds Leicester Lima Lisbon
Liverpool Ljubljana London Lyon Madrid Manchester Manila Marseille Mecca Melbourne Memphis Miami Milan Milwaukee
Minneapolis Minsk Mogadishu Montreal Moscow Mumbai Munich Nairobi Naples Nashville Newcastle Nottingham Osaka Oslo
Ottawa Oxford Paris Perth Philadelphia Phoenix Pittsburgh Prague Pretoria Pyongyang Riga Riyadh Rome Rotterdam Santiago
Sarajevo Seattle Seoul Shanghai Sheffield Skopje Sofia Southampton Stockholm Sydney Taipei Tallinn Tehran Tokyo Toronto
Tripoli Tunis Turin Vancouver Venice Vienna Vilnius Warsaw Washington Wuhan Yerevan York Zagreb Zurich
"""
CITIES = frozenset(place.lower() for place in _CITIES.split())
"""Well-known cities of one word, folded: common in English, so that only a list tells that they are names."""

ALIASES = {
    "us": "united states", "usa": "united states", "america": "united states", "uk": "united kingdom",
    "united states of america": "united states", "britain": "united kingdom", "great britain": "united kingdom",
    "uae": "united arab emirates", "eu": "european union", "un": "united nations",
}  # fmt: skip
"""Folded name -> the folded name it is another form of."""
