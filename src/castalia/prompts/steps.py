"""The steps that plots are made of: what happens in each, in both languages, and how it is seen.

In the texts, `{hero}` is the hero's name, `{he} {him} {his} {self}` the pronouns, `{pal}` the companion, `{find}` what
the story turns about (`{a_find}` at first mention, `{fit}` its subject pronoun, `{fobj}` its object pronoun),
`{in_place}` and `{place}` where it happens, `{deed}` and `{wish}` what the prompt says that the hero did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Who = Literal["hero", "find", "pal"]


@dataclass(frozen=True)
class Step:
    """One step of a plot."""

    title_en: str
    title_zh: str
    events_en: tuple[str, ...]
    events_zh: tuple[str, ...]
    who: Who
    """Whom the hero is seen with; `hero` is alone."""
    shot: Literal["close", "mid", "wide"]
    doing_en: str = ""
    """What the picture shows the hero do; empty: only where it stands."""
    doing_zh: str = ""


STEPS: dict[str, Step] = {
    "ordinary": Step(
        "An ordinary day", "平常的一天",
        ("{in_place}, {hero} began the day the way {he} began every day, and did not yet know that it was different.",
         "Nobody {in_place} kept to {his} habits as faithfully as {hero}, until this one morning."),
        ("{zai_place}，{hero}像往常一样开始了新的一天，还不知道今天会不一样。",
         "{hero}在{place_in}的日子一向过得不紧不慢，直到这天早上。"),
        "hero", "wide", "walking", "散步"),
    "sign": Step(
        "A small sign", "小小的征兆",
        ("Something was not as it should be {in_place}, and {hero} {was} the first to notice.",
         "{hero} stopped short: there was a sign {in_place} that had not been there yesterday."),
        ("{place_in}有什么东西和昨天不一样了，最先察觉的是{hero}。",
         "{hero}忽然站住了：眼前多了一样昨天还没有的痕迹。"),
        "hero", "mid", "looking around", "张望"),
    "setout": Step(
        "Setting out", "出发",
        ("{hero} gathered the few things {he} needed and set out {into_place}.",
         "Before the rest of the world was awake, {hero} had already taken the first steps {into_place}."),
        ("{hero}收拾好不多的几样东西，动身往{place}去。",
         "天还没有完全亮，{hero}已经踏上了去{place}的路。"),
        "hero", "wide", "walking", "行走"),
    "road": Step(
        "On the way", "在路上",
        ("The way was longer than it had looked, and {hero} learned to go slowly and to notice things.",
         "Step by step {hero} went further than {he} had ever been, and the world grew larger."),
        ("路比看上去长得多，{hero}学会了慢慢走、细细看。",
         "一步又一步，{hero}走到了从没到过的地方，世界忽然变大了。"),
        "hero", "wide", "walking", "行走"),
    "storm": Step(
        "The bad hour", "难熬的一刻",
        ("The weather turned, and {hero} had to wait and hold on.",
         "Then everything went wrong at once, and for a while {hero} could do nothing but keep still."),
        ("天气说变就变，{hero}只能等着，紧紧抓住身边能抓住的东西。",
         "倒霉的事一下子全来了，有好一阵子，{hero}只能一动不动地挨着。"),
        "hero", "mid", "", ""),
    "helper": Step(
        "Not alone", "同伴",
        ("{hero} met {a_pal}, and from then on there were two to share the way.",
         "It was {a_pal} who came to {hero} and did not go away again."),
        ("{hero}遇见了{a_pal}，从此路上多了一个伴。",
         "来到{hero}身边的是{a_pal}，来了就没有再走。"),
        "pal", "mid", "", ""),
    "find": Step(
        "The find", "发现",
        ("And there, {in_place}, {hero} found {a_find}.",
         "Where {he} had least expected it, {hero} came upon {a_find}."),
        ("就在{place_in}，{hero}发现了{a_find}。",
         "在最想不到的地方，{hero}看见了{a_find}。"),
        "find", "mid", "", ""),
    "closer": Step(
        "A closer look", "细看",
        ("{hero} bent close to {find} and looked, for a long time, without touching.",
         "The longer {hero} looked at {find}, the more there was to see."),
        ("{hero}凑近{find}，看了很久很久，没有伸手去碰。",
         "{hero}越看{find}，越觉得看不够。"),
        "find", "close", "", ""),
    "fail": Step(
        "It goes wrong", "第一次失败",
        ("The first attempt went wrong, loudly and in front of everyone.",
         "{hero} tried, and it was a disaster from beginning to end."),
        ("第一次尝试失败了，而且失败得人尽皆知。",
         "{hero}试了一回，从头到尾都是一场灾难。"),
        "hero", "mid", "", ""),
    "doubt": Step(
        "Nearly giving up", "想要放弃",
        ("When it was late and quiet, {hero} thought of giving up.",
         "That evening {hero} sat down and could not say why {he} should get up again."),
        ("夜深人静的时候，{hero}想到了放弃。",
         "那天傍晚，{hero}坐了下来，一时想不出再站起来的理由。"),
        "hero", "wide", "sitting", "坐着"),
    "again": Step(
        "Once more", "再来一次",
        ("{hero} tried once more, differently this time, and it worked.",
         "On the last attempt {hero} stopped trying so hard, and that was the secret."),
        ("{hero}又试了一次，这回换了个法子，居然成了。",
         "最后一次，{hero}不再那么用力，秘密原来就在这里。"),
        "hero", "close", "jumping", "跳跃"),
    "understand": Step(
        "The secret", "秘密",
        ("Slowly {hero} understood what {find} had to tell.",
         "Then {hero} discovered the secret of {find}, and it was not what {he} had thought."),
        ("慢慢地，{hero}明白了{find}想说的话。",
         "{hero}终于发现了{find}的秘密，和原先想的完全不同。"),
        "find", "close", "", ""),
    "choice": Step(
        "The choice", "选择",
        ("{hero} could have kept {find}, and decided otherwise.",
         "There were two things to be done with {find}, and {hero} chose the harder one."),
        ("{hero}本可以把{find}据为己有，却作了另一个决定。",
         "拿{find}怎么办？有两条路，{hero}选了难走的那一条。"),
        "find", "mid", "", ""),
    "parting": Step(
        "Goodbye for now", "暂别",
        ("There came an hour when {hero} and {pal} had to part, and neither knew for how long.",
         "{pal} had to go, and {hero} waved until there was nothing left to wave at."),
        ("分别的时刻还是来了，{hero}和{pal}都不知道要多久才能再见。",
         "{pal}得走了，{hero}一直挥手，直到再也看不见。"),
        "hero", "wide", "waving", "挥手"),
    "return": Step(
        "The way home", "归途",
        ("{hero} went home by the same way, and it was not the same way any more.",
         "At last {hero} turned for home, lighter than {he} had come."),
        ("{hero}沿着原路回家，可那已经不是原来的路了。",
         "{hero}终于踏上归途，脚步比来时轻了许多。"),
        "hero", "wide", "walking", "行走"),
    "dusk": Step(
        "The light goes", "天色暗了",
        ("The light went out of the sky, and {hero} {was} still outside {in_place}.",
         "Evening came sooner than {hero} had reckoned."),
        ("天边的光一点点收走了，{hero}还留在{place_in}。",
         "天黑得比{hero}料想的要早。"),
        "hero", "wide", "", ""),
    "watch": Step(
        "The small light", "一点微光",
        ("In the deepest hour {hero} saw one small light, and it was enough.",
         "{hero} kept watch through the night, and the dark turned out to be full of things."),
        ("最深的夜里，{hero}看见了一点微光，这就够了。",
         "{hero}守了一整夜，才知道黑暗里原来藏着那么多东西。"),
        "hero", "mid", "looking at the stars", "看星星"),
    "dawn": Step(
        "Morning", "天亮了",
        ("Morning came after all, and {hero} {was} there to see it.",
         "The first light found {hero} awake and not afraid."),
        ("天到底还是亮了，{hero}亲眼看着它亮起来。",
         "第一缕光照过来的时候，{hero}醒着，一点也不害怕。"),
        "hero", "wide", "", ""),
    "wish": Step(
        "The wish", "心愿",
        ("{hero} had only one wish: to {wish}.",
         "More than anything in the world, {hero} wanted to {wish}."),
        ("{hero}只有一个心愿：{wish}。",
         "世上有那么多事，{hero}心心念念的只有一件：{wish}。"),
        "hero", "mid", "", ""),
    "practice": Step(
        "Day after day", "日复一日",
        ("Day after day {hero} practised where nobody could see.",
         "{hero} began again from the very beginning, a little every day."),
        ("一天又一天，{hero}躲在没人看见的地方练习。",
         "{hero}从头学起，每天只进步一点点。"),
        "hero", "wide", "", ""),
    "alone": Step(
        "Alone", "孤单",
        ("{hero} {was} used to being alone {in_place}, and thought that {he} liked it.",
         "For as long as {he} could remember, {hero} had been the only one of {his} kind {in_place}."),
        ("{hero}在{place_in}独来独往惯了，还以为自己喜欢这样。",
         "从记事起，{hero}在{place_in}就没有什么朋友。"),
        "hero", "wide", "sitting", "坐着"),
    "share": Step(
        "Sharing", "分享",
        ("{hero} and {pal} shared what little they had, and it became more.",
         "One afternoon {hero} showed {pal} {his} most secret place."),
        ("{hero}和{pal}把仅有的一点东西分着用，不知怎么反倒变多了。",
         "一天下午，{hero}带{pal}去看了自己最秘密的地方。"),
        "pal", "close", "", ""),
    "quarrel": Step(
        "The quarrel", "误会",
        ("A small thing was said wrongly, and {hero} and {pal} went different ways.",
         "{hero} and {pal} quarrelled about nothing, as only friends can."),
        ("一句话没说对，{hero}和{pal}各走各的了。",
         "{hero}和{pal}为一点小事闹翻了，只有好朋友才会这样。"),
        "hero", "wide", "", ""),
    "together": Step(
        "Together", "在一起",
        ("In the end {hero} and {pal} stood side by side, and that was all the explanation they needed.",
         "{hero} and {pal} made it up and went on together."),
        ("最后，{hero}和{pal}肩并肩站着，什么也不用解释。",
         "{hero}和{pal}和好了，又一起往前走。"),
        "pal", "wide", "", ""),
    "lost": Step(
        "Gone", "不见了",
        ("One morning {find} {fwas} gone, and {hero} looked everywhere twice.",
         "{hero} reached for {find} and found only air."),
        ("一天早上，{find}不见了，{hero}把每个角落都找了两遍。",
         "{hero}伸手去拿{find}，却摸了个空。"),
        "hero", "mid", "", ""),
    "search": Step(
        "The search", "寻找",
        ("{hero} searched {in_place} from one end to the other and asked everybody.",
         "{hero} followed every trace, and most of them led nowhere."),
        ("{hero}把{place}从这头找到那头，见谁就问谁。",
         "{hero}不放过任何一点线索，可大多数线索都断了。"),
        "hero", "wide", "walking", "行走"),
    "regained": Step(
        "Found again", "失而复得",
        ("{hero} found {find} again, in quite another place and in better hands.",
         "When {hero} had stopped looking, {find} turned up."),
        ("{hero}又见到了{find}，在另一个地方，被别人好好地收着。",
         "就在{hero}不再找的时候，{find}自己出现了。"),
        "find", "close", "", ""),
    "deed": Step(
        "What happened", "那件事",
        ("And so it came about that {hero} {deed}.",
         "What happened next was talked about for a long time: {hero} {deed}."),
        ("于是，{hero}{deed}。",
         "接下来的事，后来被说起了许多遍：{hero}{deed}。"),
        "find", "mid", "", ""),
    "stir": Step(
        "A stir", "一阵骚动",
        ("News spread {in_place} faster than anyone could walk, and everybody had an opinion.",
         "Afterwards nothing {in_place} was quite where it had been before."),
        ("消息传得比腿还快，{place_in}人人都有话要说。",
         "这以后，{place_in}的一切都和从前有点不一样了。"),
        "hero", "wide", "", ""),
    "question": Step(
        "A question", "一个问题",
        ("{hero} heard the words “{topic}” and could not put them out of {his} mind.",
         "It began with two small words that {hero} did not understand: “{topic}”."),
        ("{hero}听见有人说起“{topic}”，从此再也忘不掉。",
         "事情是从一个{hero}不懂的词开始的：“{topic}”。"),
        "hero", "mid", "", ""),
    "asking": Step(
        "Asking around", "到处打听",
        ("{hero} asked everyone {in_place} about {topic}, and got a different answer every time.",
         "Everybody had heard of {topic}, and nobody could say it so that {hero} understood."),
        ("{hero}见人就打听{topic}，每次得到的回答都不一样。",
         "人人都听说过{topic}，却没有一个能讲得让{hero}明白。"),
        "pal", "wide", "", ""),
    "insight": Step(
        "It dawns", "明白了一点",
        ("Then {hero} stopped asking and looked, and one small part of {topic} became clear.",
         "It was by accident that {hero} first understood something about {topic}."),
        ("后来{hero}不再问了，自己去看，{topic}的一小块忽然清楚起来。",
         "{hero}第一次懂得一点{topic}，纯属偶然。"),
        "hero", "close", "", ""),
}  # fmt: skip

SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "discovery": (
        ("ordinary", "sign", "setout", "road", "helper", "find", "closer", "storm", "understand", "choice", "return"),
        ("find", "understand", "setout", "return", "closer", "sign", "choice", "helper", "storm", "ordinary", "road"),
    ),
    "journey": (
        ("ordinary", "setout", "road", "storm", "helper", "doubt", "deed", "find", "watch", "return"),
        ("deed", "setout", "return", "storm", "helper", "find", "road", "watch", "doubt", "ordinary"),
    ),
    "happening": (
        ("ordinary", "sign", "deed", "stir", "doubt", "storm", "helper", "watch", "share"),
        ("deed", "ordinary", "stir", "helper", "doubt", "share", "sign", "watch", "storm"),
    ),
    "friendship": (
        ("alone", "helper", "share", "deed", "quarrel", "storm", "together", "parting", "return"),
        ("helper", "deed", "together", "alone", "quarrel", "share", "storm", "return", "parting"),
    ),
    "lost-and-found": (
        ("ordinary", "lost", "search", "helper", "storm", "doubt", "regained", "choice", "return"),
        ("regained", "lost", "search", "return", "helper", "doubt", "choice", "storm", "ordinary"),
    ),
    "night-to-dawn": (
        ("ordinary", "dusk", "storm", "helper", "deed", "watch", "share", "dawn", "return"),
        ("watch", "dusk", "dawn", "deed", "helper", "storm", "share", "return", "ordinary"),
    ),
    "try-again": (
        ("wish", "fail", "practice", "helper", "doubt", "storm", "again", "share", "return"),
        ("again", "wish", "fail", "doubt", "helper", "practice", "return", "share", "storm"),
    ),
    "question": (
        ("question", "setout", "asking", "helper", "doubt", "insight", "share", "watch", "return"),
        ("question", "insight", "asking", "return", "helper", "doubt", "watch", "setout", "share"),
    ),
}
"""Plot shapes: the steps in the order of telling, and in the order of importance (few beats take the first)."""
