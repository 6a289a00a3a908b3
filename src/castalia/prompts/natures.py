"""What kind of being a noun names (person, animal, machine, plant, thing, place or idea), in both languages."""

from __future__ import annotations

import re
from typing import Literal

from castalia.prompts import english
from castalia.prompts.language import Language
from castalia.prompts.wordlist import words

Nature = Literal["person", "animal", "machine", "plant", "object", "place", "idea"]

_EN: dict[Nature, frozenset[str]] = {
    "person": words("""
        explorer astronaut wizard witch girl boy man woman child kid baby keeper sailor fisherman pirate
        king queen prince princess knight doctor nurse teacher student scientist painter artist musician
        baker chef cook farmer gardener detective ghost monk grandmother grandfather grandma grandpa mother
        father mom dad sister brother twins lady gentleman captain pilot librarian clockmaker blacksmith
        shepherd postman postwoman merchant thief inventor engineer poet writer singer dancer juggler clown
        soldier guard neighbor neighbour friend traveler traveller wanderer hermit giant dwarf elf fairy
        mermaid troll ogre goblin angel demon vampire samurai ninja archaeologist botanist biologist
        geologist chemist physicist diver hunter tailor shoemaker miller carpenter beekeeper caretaker
        children people men women person someone family couple lovers stranger mermaids snowman scarecrow
        hero superhero santa lumberjack barber waiter conductor violinist pianist guitarist alien
        """),
    "animal": words("""
        cat kitten dog puppy corgi fox wolf bear panda horse pony foal bird owl crow raven sparrow robin
        penguin parrot duck duckling goose swan hen chicken rooster pigeon dove eagle hawk gull seagull
        stork heron fish whale dolphin shark octopus squid crab lobster seal otter turtle tortoise frog toad
        snake lizard gecko dragon unicorn phoenix mouse rat hamster rabbit hare bunny squirrel hedgehog
        badger mole bat deer stag moose elephant lion tiger leopard cheetah giraffe zebra hippo rhino monkey
        ape gorilla camel llama alpaca sheep lamb goat cow calf bull pig piglet donkey bee butterfly moth
        ant beetle ladybug firefly spider snail worm jellyfish starfish seahorse dinosaur mammoth sloth
        koala kangaroo mice geese wolves raccoon beaver caterpillar dragonfly cricket peacock flamingo yak
        cub goldfish animal creature beast monster shiba husky poodle puffin walrus narwhal lynx panther
        weasel lemur chameleon salamander axolotl
        """),
    "machine": words("robot android droid cyborg robots automaton"),
    "plant": words("""
        plant flower tree rose tulip sunflower mushroom fern cactus vine seedling sapling orchid lily oak
        pine willow bamboo moss herb bush shrub daisy dandelion lotus seed
        """),
    "place": words("""
        garden city village town forest rainforest jungle island mountain valley river lake ocean sea desert
        beach coast castle lighthouse library museum school kitchen house home cottage farm park street
        square market harbor harbour station temple palace ruins cave canyon meadow field moon mars planet
        galaxy universe sky world bakery shop bookshop cafe restaurant hospital theater theatre zoo aquarium
        kingdom greenhouse observatory
        """),
    "idea": words("""
        day night morning evening autumn spring summer winter fall love time music peace friendship
        happiness computing intelligence learning history future past mathematics physics chemistry biology
        art poetry economics science theory model models algorithm algorithms internet war climate education
        philosophy culture memory memories dream dreams energy light gravity evolution photosynthesis
        bioluminescence tides rainbows rainbow festival christmas birthday holiday weekend journey adventure
        silence courage hope freedom loneliness transformers network networks holes eclipse weather language
        game games race football basketball
        """),
}  # fmt: skip
_PERSON_ENDING = re.compile(
    r"(?:[^aeiou]|ee|i)(?:er|or)s?$|ists?$|ians?$|wom[ae]n$|m[ae]n$|boys?$|girls?$|smiths?$|wrights?$|keepers?$"
)
_NOT_PERSON = words("""
        water flower tower river letter paper river weather winter summer butter feather ladder lantern
        corner number spider tiger panther otter badger hamster beaver cover power mirror door color colour
        floor compass computer teleporter locomotor motor tractor elevator meteor razor doctorate helicopter
        calculator typewriter freezer water-color rubber paper copper silver thunder monster theater center
        scooter poster computer printer slipper slippers hammer cracker crackers burger burgers sweater
        cooker toaster locker teller mixer roller lighter heater shower dinner supper trailer
        """)
_IDEA_ENDING = re.compile(r"(?:tion|sion|ism|ness|ity|ology|ics|ment|ship|hood|ance|ence|ing)$")
_NOT_IDEA = words("""
        king ring string wing painting building ship spaceship earring drawing instrument monument apartment
        university thing
        """)

_ZH: tuple[tuple[Nature, str], ...] = (
    ("machine", "机器人|机械人|机器狗|机器猫|铁皮人"),
    (
        "object",
        "飞船|宇宙飞船|火箭|木马|风筝|贝壳|花瓶|花盆|树屋|鱼缸|龙舟|鸟笼|马车|鱼竿|雪花|烟花|浪花|火花|爆米花|灯塔模型|钢琴家具|手表|布娃娃|木偶|漂流瓶|故事书|鸡蛋|恐龙蛋|鸟巢|狗窝",
    ),
    (
        "person",
        "家|者|员|师|人|孩|孩子|童|娘|姑娘|爷爷|奶奶|爸爸|妈妈|外婆|外公|哥哥|姐姐|弟弟|妹妹|王子|公主|国王|女王|王后|骑士|士兵|战士|道士|侠|歌手|水手|医生|学生|匠|夫|僧|仙|仙女|精灵|巫婆|船长|海盗|"
        "男生|女生|少年|少女|妇|叔叔|阿姨|老头|婆婆|先生|女士|小姐|太太|诗人|邮差|妖怪|鬼|武士|忍者|稻草人|雪人|孙悟空|哪吒|嫦娥|李白|杜甫|悟空|厨子|裁缝|牧童|小偷|侦探|教授|馆长|店长|老板|朋友|外星人|双胞胎|宝宝|婴儿",
    ),
    (
        "animal",
        "猫|狗|犬|狐|狐狸|狼|熊|熊猫|马|驹|鸟|麻雀|乌鸦|猫头鹰|鹰|企鹅|鹦鹉|鸭|鸭子|鹅|天鹅|鸡|鸽子|鹤|燕子|海鸥|鱼|鲸|海豚|鲨|章鱼|乌贼|螃蟹|海豹|水獭|龟|乌龟|青蛙|蛙|蛇|蜥蜴|龙|恐龙|凤凰|麒麟|独角兽|老鼠|鼠|兔|兔子|松鼠|刺猬|獾|鼹鼠|蝙蝠|鹿|"
        "象|狮|狮子|虎|老虎|豹|豹子|长颈鹿|斑马|河马|犀牛|猴|猴子|猩猩|骆驼|羊|牛|猪|驴|蜜蜂|蝴蝶|蚂蚁|甲虫|瓢虫|萤火虫|蜘蛛|蜗牛|蚯蚓|水母|海星|海马|猛犸|树懒|考拉|袋鼠|羊驼|柯基|柴犬|哈士奇|动物|小兽|怪兽|生物|精怪|知了|蟋蟀|蜻蜓|毛毛虫|浣熊|海鸟|雏鸟|虫",
    ),
    ("plant", "植物|花|草|树|玫瑰|蘑菇|向日葵|仙人掌|竹|竹子|藤|苗|树苗|莲|荷|种子|蒲公英|松"),
    (
        "place",
        "城|城市|村|村庄|镇|小镇|森林|雨林|岛|山|谷|河|湖|海|沙漠|海滩|海岸|城堡|灯塔|图书馆|博物馆|学校|厨房|房子|小屋|农场|公园|街|街道|广场|集市|港口|车站|寺|宫|遗址|洞|洞穴|峡谷|草原|田野|月球|火星|星球|银河|宇宙|天空|世界|面包店|书店|咖啡馆|餐厅|医院|剧院|动物园|王国|"
        "花园|池塘|荷塘|老家|故乡|家乡|院子|小巷|胡同|北京|上海|杭州|西湖|长城|故宫|敦煌|江南|西藏|小店",
    ),
    (
        "idea",
        "天|夜|夜晚|早晨|傍晚|春天|夏天|秋天|冬天|春|夏|秋|冬|爱|爱情|时间|音乐|和平|友谊|友情|幸福|计算|智能|学习|历史|未来|过去|数学|物理|化学|生物学|艺术|诗歌|经济|科学|理论|模型|算法|网络|互联网|战争|气候|教育|哲学|文化|记忆|回忆|梦|梦想|能源|光|引力|进化|光合作用|"
        "作用|潮汐|彩虹|节|春节|中秋|中秋节|生日|假期|旅程|冒险|勇气|希望|自由|孤独|力学|相对论|量子|技术|原理|语言|游戏|比赛|人生|生活|思念|颜色|天气|成长|童年|黑洞|革命",
    ),
    (
        "object",
        "灯|书|信|钟|表|瓶|杯|碗|盒|箱|钥匙|伞|帽子|鞋|船|车|飞机|椅子|桌子|地图|石头|星星|月亮|太阳|云|蛋糕|面包|甜甜圈|画|照片|镜子|琴|吉他|鼓|球|剑|刀|戒指|眼镜|贝壳|珍珠|机|器|仪",
    ),
)
_ZH_TABLE = sorted(((w, nature) for nature, nouns in _ZH for w in nouns.split("|")), key=lambda p: -len(p[0]))


def is_common(noun: str) -> bool:
    """Whether an English word is a common noun that we know, so that its capital letter does not make it a name."""
    return any(noun in nouns or _singular(noun) in nouns for nouns in _EN.values())


_CHINESE_NAMES = re.compile(
    r"孙悟空|悟空|哪吒|嫦娥|猪八戒|唐僧|沙僧|李白|杜甫|苏轼|爱因斯坦|牛顿|达芬奇|梵高|爱丽丝|彼得|小红帽|白雪公主|灰姑娘|花木兰|小明|小红|小美|小华|小刚|小丽|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+|[A-Z][A-Za-z]+"
)


def is_chinese_name(phrase: str) -> bool:
    """Whether a Chinese phrase is somebody's name."""
    return bool(_CHINESE_NAMES.fullmatch(phrase))


def nature(phrase: str, language: Language) -> tuple[Nature, bool]:
    """What a noun phrase names, and whether that is known rather than guessed."""
    if not phrase:
        return "idea", False
    if language == "zh":
        from castalia.prompts import chinese

        if is_chinese_name(phrase):
            return "person", True
        noun = chinese.head(phrase)
        for word, kind in _ZH_TABLE:
            if noun.endswith(word) or noun == word + "们":
                return kind, True
        return ("person" if noun.endswith("们") else "object"), False
    noun = english.head(phrase).lower()
    if english.is_name(phrase) and len(phrase.split()) < 3 and noun not in _EN["place"] | _EN["idea"]:
        return "person", False
    for word in (noun, _singular(noun)):
        for kind, nouns in _EN.items():
            if word in nouns:
                return kind, True
    if _PERSON_ENDING.search(noun) and noun not in _NOT_PERSON and _singular(noun) not in _NOT_PERSON:
        return "person", False
    if _IDEA_ENDING.search(noun) and noun not in _NOT_IDEA and phrase.split()[0].lower() not in ("a", "an"):
        return "idea", False
    return "object", False


def _singular(noun: str) -> str:
    for ending, stem in (("ies", "y"), ("ves", "f"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if noun.endswith(ending) and len(noun) > len(ending) + 1:
            return noun[: -len(ending)] + stem
    return noun
