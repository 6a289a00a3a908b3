"""English verbs that prompts use, and how they bend."""

from __future__ import annotations

from castalia.prompts.wordlist import words

_REGULAR = words("""
        accept ache add adopt adore admire answer appear argue arrive ask attack bake balance battle beg
        believe belong boil borrow bounce breathe brush bump bury burn call camp carry carve cast catch
        chase chat cheer chop clean climb collect color compete cook cough count cover crash crawl create
        cross cry cuddle dance dare decide decorate deliver design discover dive dream dress drift drop dry
        enjoy enter escape examine explain explore fail fasten fear fetch fill film fish fix float follow
        forget_ gather gaze glide glow grab greet guard guide hatch help hike hop hover hug hunt hurry
        imagine invent invite jog join juggle juggle jump kick kiss knock land laugh launch lean learn lick
        lift like listen live look love march marry meditate melt milk mix move nap observe open order own
        paint paddle pack pause perform phone photograph pick plan plant play point polish pour practice
        pray prepare pretend protect pull push rain raise reach realize relax remember repair rescue rest
        return roam roar roll row rule sail save score scream search sell_ serve shout ski skate skip slip
        smile sneak sneeze snore solve stare start stay stir stop stroll study surf surprise talk taste tidy
        touch train trade travel trip trust try turn type unlock use visit wait walk wander want warm wash
        watch water wave whisper whistle win_ wish wonder work worry wrestle yawn yell need
        """)
_IRREGULAR = words("""
        be:was become:became begin:began bite:bit blow:blew break:broke bring:brought build:built buy:bought
        catch:caught choose:chose come:came dig:dug do:did draw:drew drink:drank drive:drove eat:ate
        fall:fell feed:fed feel:felt fight:fought find:found flee:fled fly:flew forget:forgot freeze:froze
        get:got give:gave go:went grow:grew hang:hung have:had hear:heard hide:hid hold:held keep:kept
        know:knew lead:led leave:left lend:lent light:lit lose:lost make:made meet:met outwit:outwitted
        pay:paid read:read ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold
        send:sent set:set shake:shook shine:shone shoot:shot sing:sang sink:sank sit:sat sleep:slept
        slide:slid speak:spoke spend:spent spin:spun stand:stood steal:stole stick:stuck sweep:swept
        swim:swam swing:swung take:took teach:taught tell:told think:thought throw:threw
        understand:understood wake:woke wear:wore weave:wove win:won write:wrote overcome:overcame
        """)
_DOUBLED = words("""
        beg chat chop drop fit grab hop hug hum jog nap pat plan skip slip step stir stop tap trap trip
        outwit
        """)
_NOUNS_TOO = words("""
        fish plant water light fly milk train ring color rest work play dream love star walk dance watch
        look help stick swing sink set sleep dress drink brush wave land film paint guide guard cook tidy
        warm hunt knock kiss row rule order phone point score start turn trip type use visit wish worry roll
        slip slide light like own dry clean open fear catch cover count call cast burn balance battle camp
        march jump fight ride run rise stand call study search return repair rescue rain stop stay trade
        travel trust try touch surprise taste smile laugh shout
        """)

PAST: dict[str, str] = {}


def _bend(base: str, ending: str) -> str:
    if ending == "s":
        if base.endswith(("s", "x", "z", "ch", "sh")) or base in ("go", "do"):
            return base + "es"
        return base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeiou" else base + "s"
    stem = base + base[-1] if base in _DOUBLED else base
    if ending == "ing":
        if base.endswith("ie"):
            return base[:-2] + "ying"
        stem = base[:-1] if base.endswith("e") and not base.endswith(("ee", "ye")) and base != "be" else stem
        return (stem if base not in _DOUBLE_ING else base + base[-1]) + "ing"
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem + "ed"


_DOUBLE_ING = words("begin dig forget get hit let put run set sit spin swim win cut")

for _verb in sorted(_REGULAR):
    if not _verb.endswith("_"):
        PAST[_verb] = _bend(_verb, "ed")
for _pair in sorted(_IRREGULAR):
    _base, _past = _pair.split(":")
    PAST[_base] = _past

THIRD = {"is": "be", "are": "be", "has": "have"} | {_bend(b, "s"): b for b in PAST if b not in ("be", "have")}
ING = {_bend(b, "ing"): b for b in PAST}
BASE_OF_PAST = {p: b for b, p in PAST.items() if b != "be"} | {"was": "be", "were": "be"}
AMBIGUOUS = _NOUNS_TOO | {_bend(b, "s") for b in _NOUNS_TOO}
"""Forms that may be nouns as well, so that grammar has to look at what stands around them."""


def guess(third: str) -> tuple[str, str]:
    """Base form and past of a verb that is not in the list, from its third person: `forges` -> `forge`, `forged`."""
    if third.endswith("ies"):
        base = third[:-3] + "y"
    elif third.endswith(("sses", "shes", "ches", "xes", "zzes")):
        base = third[:-2]
    else:
        base = third[:-1]
    return base, _bend(base, "ed")
