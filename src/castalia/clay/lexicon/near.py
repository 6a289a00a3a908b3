"""Words for things that we do not have, and what comes nearest: understood, and reported as an approximation.

The first kind of a row that the catalogue has stands for its words. Where a kind has such a word for its "
     "own (see
`@subject`), that comes first.
"""

from __future__ import annotations

NEAR: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("person",), "accountant actor actress banker barber bartender butcher cashier coach comedian composer "
     "conductor "
     "cyclist dancer dentist designer diplomat drummer editor electrician emperor farmer florist goalkeeper "
     "guitarist hacker hairdresser host influencer janitor journalist judge juggler lawyer lifeguard magician "
     "mailman mayor mechanic neighbor neighbour novelist nun officer patient philosopher photographer "
     "pianist "
     "plumber politician postman president priest prisoner psychologist reporter sculptor secretary shepherd "
     "singer skater skier spy student surfer teenager thief translator tutor vendor violinist visitor waiter "
     "waitress wanderer weaver youth hermit messenger commuter stranger crowd viking cowboy samurai ninja "
     "pirate "
     "gladiator hero heroine superhero vampire zombie giant dwarf gnome",
     "演员 律师 法官 记者 会计 理发师 舞者 歌手 服务员 店员 快递员 邮递员 钢琴家 小提琴家 吉他手 哲学家 "
     "摄影师 导演 模特 "
     "魔术师 市长 总统 学生 同学 邻居 乘客 顾客 陌生人 青年 年轻人 少数民族 侠客 剑客 诗仙 书生 皇帝 将军 刺客 "
     "海盗 武士 忍者 牛仔 英雄 超人 吸血鬼 僵尸 矮人"),
    (("dog", "fox"), "wolf wolves werewolf beagle bulldog chihuahua dachshund dalmatian pug terrier "
     "retriever dingo",
     "哈巴狗 牧羊犬 腊肠犬 斗牛犬 斑点狗 野狗"),
    (("cat",), "ocelot bobcat siamese persian serval", "波斯猫 暹罗猫 野猫 猞猁"),
    (("lion", "cat"), "lioness sphinx sabertooth manticore", "母狮 狮身人面像"),
    (("tiger", "cat"), "leopard jaguar panther cheetah puma cougar lynx", "豹 豹子 猎豹 美洲豹 黑豹 山猫"),
    (("rabbit",), "hare bunny mouse rat hamster guinea pig squirrel chipmunk kangaroo hedgehog mole ferret",
     "野兔 老鼠 仓鼠 松鼠 袋鼠 刺猬 豚鼠"),
    (("bear",), "koala wombat gorilla ape monkey chimpanzee sloth beaver otter badger raccoon yeti bigfoot",
     "考拉 大猩猩 猴子 猩猩 树懒 河狸 水獭 浣熊"),
    (("elephant",), "mammoth rhino rhinoceros hippo hippopotamus", "猛犸象 犀牛 河马"),
    (("horse",), "zebra donkey mule camel deer moose reindeer elk giraffe cow bull ox buffalo bison goat "
     "sheep lamb "
     "antelope gazelle llama alpaca unicorn centaur pegasus", "斑马 驴 骆驼 鹿 麋鹿 驯鹿 长颈鹿 牛 奶牛 水牛 "
     "山羊 绵羊 羊 羚羊 羊驼 独角兽"),
    (("bird",), "sparrow robin crow raven pigeon dove parrot peacock swan duck duckling goose geese chicken "
     "hen rooster "
     "chick turkey ostrich flamingo stork crane seagull hummingbird woodpecker canary pelican toucan phoenix "
     "swallow",
     "麻雀 乌鸦 鸽子 鹦鹉 孔雀 天鹅 鸭子 鹅 鸡 公鸡 母鸡 小鸡 鸵鸟 火烈鸟 鹤 仙鹤 海鸥 蜂鸟 啄木鸟 燕子 凤凰"),
    (("eagle", "bird"), "hawk falcon vulture condor griffin", "鹰 老鹰 猎鹰 秃鹫 雕"),
    (("penguin", "bird"), "puffin auk", ""),
    (("fish",), "trout tuna cod carp koi goldfish piranha eel ray manta squid octopus jellyfish crab lobster "
     "shrimp "
     "seahorse starfish", "鲤鱼 锦鲤 鳗鱼 魔鬼鱼 乌贼 章鱼 水母 螃蟹 龙虾 虾 海马 海星"),
    (("whale", "fish"), "orca narwhal leviathan kraken", "虎鲸 独角鲸"),
    (("dolphin", "fish"), "shark porpoise seal walrus sea lion manatee", "鲨鱼 海豹 海象 海狮"),
    (("turtle",), "tortoise snail frog toad crocodile alligator lizard salamander", "乌龟 陆龟 蜗牛 青蛙 "
     "蟾蜍 鳄鱼 蜥蜴"),
    (("dragon",), "dinosaur t-rex tyrannosaurus wyvern hydra basilisk godzilla", "恐龙 霸王龙 哥斯拉"),
    (("chinese_dragon", "dragon"), "snake serpent python cobra", "蛇 蟒蛇 眼镜蛇"),
    (("butterfly",), "moth dragonfly bee bumblebee wasp ladybug beetle fly ant spider firefly insect fairy",
     "飞蛾 蜻蜓 蜜蜂 瓢虫 甲虫 蚂蚁 蜘蛛 萤火虫 昆虫"),
    (("house",), "cottage cabin hut barn villa mansion shed home temple church mill windmill shop inn tavern",
     "小屋 木屋 茅屋 谷仓 别墅 教堂 寺庙 风车 客栈 酒馆"),
    (("castle", "house"), "fortress palace citadel stronghold", "城堡 宫殿 要塞 堡垒 皇宫"),
    (("tower", "lighthouse"), "skyscraper minaret obelisk belfry", "高塔 摩天楼 钟楼 方尖碑"),
    (("boat",), "canoe kayak raft gondola dinghy rowboat ferry yacht submarine", "独木舟 皮划艇 木筏 游艇 "
     "渡轮 潜艇"),
    (("car",), "bus van truck lorry taxi jeep tractor ambulance tank limousine", "公交车 卡车 出租车 吉普车 "
     "拖拉机 救护车 坦克 面包车"),
    (("bicycle", "car"), "motorcycle motorbike scooter tricycle unicycle", "摩托车 电动车 三轮车 独轮车"),
    (("rocket",), "spaceship spacecraft missile shuttle starship satellite", "飞船 宇宙飞船 航天飞机 导弹 "
     "卫星"),
    (("airship", "rocket"), "zeppelin blimp hot air balloon balloon plane airplane aeroplane jet helicopter",
     "热气球 气球 飞机 直升机 齐柏林飞艇"),
    (("flower",), "rose tulip daisy lily lotus orchid sunflower poppy peony dandelion bouquet cherry blossom",
     "玫瑰 郁金香 雏菊 百合 莲花 荷花 兰花 向日葵 牡丹 蒲公英 花束 樱花 梅花"),
    (("tree",), "oak maple birch willow bonsai bush shrub hedge", "橡树 枫树 白桦 柳树 盆景 灌木"),
    (("apple",), "pear peach orange fruit tomato lemon cherry plum pumpkin", "梨 桃子 橙子 水果 番茄 柠檬 "
     "樱桃 南瓜"),
    (("cake", "donut"), "pie cupcake muffin pizza bread burger hamburger sandwich cookie biscuit ice cream",
     "馅饼 纸杯蛋糕 披萨 面包 汉堡 三明治 饼干 冰淇淋"),
    (("temple",), "forbidden city,taj mahal,parthenon,synagogue,mosque", "故宫 天安门 天坛 颐和园 布达拉宫 紫禁城 清真寺"),
    (("castle",), "great wall,great wall of china,colosseum,ruins,disneyland", "长城 万里长城 斗兽场 迪士尼"),
    (("tower",), "big ben,leaning tower,oriental pearl tower", "东方明珠 大本钟 比萨斜塔 广州塔"),
    (("queen",), "statue of liberty,fairy godmother,ice queen", "自由女神像 自由女神"),
    (("bee",), "queen bee", "蜂王"),
    (("tent",), "camping,campsite", "露营 野营"),
    (("pizza",), "cheese,pancakes,omelette", "奶酪 芝士 煎饼 馅饼"),
    (("person",), "lovers,couples,grandchildren,passengers", "恋人 夫妻 夫妇 大家 人们 孩童"),
    (("girl",), "little red riding hood,alice,goldilocks,matilda", "小红帽 爱丽丝 女生 女娃 美少女"),
    (("boy",), "pinocchio,peter pan,tom sawyer", "哪吒 孙子 匹诺曹 彼得潘 阿拉丁 男娃"),
    (("princess",), "goddess of the moon,rapunzel,elsa,sleeping beauty", "嫦娥 睡美人 长发公主 仙子"),
    (("woman",), "beauty,grown-up woman,businesswoman", "美女 妇女 女老师 女医生 阿姨 姐姐"),
    (("man",), "businessman,grown-up,uncle", "帅哥 叔叔 大叔 哥哥 商人"),
    (("balloon",), "kite,bubble gum", "风筝 放风筝 纸鸢"),
    (("sphere",), "egg,nut,acorn,cell,atom,nucleus,electron,soap bubble,bubble,dumpling,snowball,pebble",
     "鸡蛋 蛋 坚果 橡果 细胞 原子 电子 原子核 肥皂泡 雪球 汤圆 元宵"),
    (("cup",), "ramen,noodles,soup,rice,tea,milk,juice,stew,porridge,cocoa,hot chocolate",
     "面条 拉面 牛肉面 米饭 汤 粥 茶 牛奶 果汁 奶茶 火锅 热可可"),
    (("sushi",), "dumplings,spring roll,tofu,rice ball", "饺子 春卷 豆腐 粽子 小笼包 包子 馄饨"),
    (("hamburger",), "steak,meat,roast,barbecue,bacon", "牛排 红烧肉 烤肉 肉 烧烤"),
    (("chicken",), "thanksgiving turkey,roast duck", "烤鸭 烤鸡"),
    (("cake",), "birthday,waffle,tart,mooncake", "生日 过生日"),
    (("heart",), "love,romance,kindness,friendship,valentine,valentine's day,passion",
     "爱情 亲情 友谊 友情 情人节 善良"),
    (("bird",), "freedom,peace,liberty", "自由 和平"),
    (("candle",), "hope,faith,prayer,silence", "希望 信念 祈祷"),
    (("clock",), "the passage of time,passing time,history,eternity,deadline", "时间 时光 岁月 永恒 光阴"),
    (("tree",), "life,growth,nature,family tree,loneliness,solitude,maple leaves",
     "生命 成长 大自然 自然 孤独 寂寞 枫叶 垂柳 杨树 银杏 银杏树"),
    (("sunflower",), "happiness,joy,optimism,photosynthesis", "幸福 光合作用"),
    (("owl",), "wisdom,philosophy", "哲学"),
    (("lion",), "strength,courage,power,pride", "力量 勇气"),
    (("book",), "knowledge,education,homework,literature,language,poem,poetry,story book,dictionary",
     "知识 教育 作业 语文 文学 英语 诗 诗歌 字典 书籍"),
    (("guitar",), "music,song,melody,orchestra,concert", "音乐 歌曲 旋律 乐队 音乐会 二胡 古筝"),
    (("pyramid",), "triangle,pythagorean theorem,geometry,polyhedron", "三角形 勾股定理 几何 几何图形 几何体"),
    (("globe",), "geography,the world,continent", "地理 世界 世界地图"),
    (("computer",), "programming,code,software,internet,computer science", "编程 程序 软件 互联网 代码"),
    (("robot",), "artificial intelligence,ai,technology,transformers", "人工智能 科技 变形金刚 智能"),
    (("treasure_chest",), "money,gold coins,wealth,coins", "钱 金币 财富 财宝"),
    (("pumpkin",), "halloween,thanksgiving", "万圣节 感恩节"),
    (("pine",), "christmas,xmas", "圣诞节 圣诞"),
    (("paper_lantern",), "spring festival,chinese new year,lunar new year,mid-autumn festival,lantern festival",
     "春节 新年 过年 除夕 元宵节 中秋 中秋节 鞭炮 放鞭炮 红包"),
    (("rabbit",), "easter,easter bunny,jade rabbit", "复活节 玉兔 复活节兔子"),
    (("boat",), "dragon boat,dragon boat festival,bamboo raft", "龙舟 赛龙舟 端午节 端午 竹筏 乌篷船"),
    (("monkey",), "sun wukong,journey to the west", "西游记 美猴王 齐天大圣"),
    (("camera",), "memory,memories,souvenir", "回忆 记忆"),
    (("robot",), "android drone machine mech cyborg automaton", "机甲 机器 仿生人"),
)  # fmt: skip
SUFFIXES_EN = (
    "ologist",
    "ographer",
    "ician",
    "smith",
    "keeper",
    "maker",
    "woman",
    "man",
    "girl",
    "boy",
    "ysicist",
    "pianist",
    "economist",
)
"""Endings that make an unknown English word a person, where a noun is expected."""
MANY_WORDS = ("guinea pig", "sea lion", "hot air balloon", "cherry blossom", "ice cream")


def words_en(line: str) -> tuple[str, ...]:
    """The words of a row: with commas between them they may be of several words."""
    if "," in line:
        return tuple(line.split(","))
    for phrase in MANY_WORDS:
        line = line.replace(phrase, phrase.replace(" ", "_"))
    return tuple(word.replace("_", " ") for word in line.split())
