"""The words for where, when and how it is seen: places, light, camera, style."""

from __future__ import annotations

from castalia.clay.lexicon.entry import Entry

PLACES = (
    Entry("place:moon", ("moon", "lunar surface", "lunar"), ("月球", "月球表面", "月面", "月亮上"), "",
          ("asteroid", "outer space", "space", "cosmos"), ("太空", "宇宙", "小行星", "外太空"),
          "on the moon", "在月球上"),
    Entry("place:mars", ("mars", "red planet", "martian"), ("火星", "火星表面", "红色星球"), "",
          ("alien planet", "planet", "canyon", "volcano"), ("外星", "外星球", "星球", "峡谷", "火山"),
          "on mars", "在火星上"),
    Entry("place:beach", ("beach", "seaside", "seashore", "shore", "sandy beach"),
          ("海滩", "沙滩", "海边", "海滨", "岸边"), "🏖🏝🌊", ("island", "lagoon", "lake", "riverbank", "river", "pool", "pond",
          "tropical island", "harbor", "harbour", "port", "waterside"),
          ("岛", "小岛", "岛屿", "湖边", "湖", "河边", "河", "海港", "港口", "码头", "泳池", "池塘", "湖面", "水边"),
          "on the beach", "在海滩上"),
    Entry("place:forest", ("forest", "woods", "woodland", "pine forest"), ("森林", "树林", "林间", "林中", "林子", "松林"), "🌲",
          ("grove", "bamboo forest"), ("竹林", "果园"), "in the forest", "在森林里"),
    Entry("place:desert", ("desert", "sand dunes", "dunes", "sahara"), ("沙漠", "沙丘", "大漠", "戈壁"), "🏜",
          ("savanna", "savannah", "wasteland"), ("荒原", "荒野", "稀树草原"), "in the desert", "在沙漠里"),
    Entry("place:snow", ("snow", "snowy mountains", "snowy mountain", "snowfield", "snowy"),
          ("雪山", "雪地", "雪原", "雪中", "雪景", "冰天雪地"), "🏔❄",
          ("mountains", "mountain", "winter", "arctic", "antarctica", "north pole", "south pole", "ice", "glacier", "alps"),
          ("山上", "山里", "高山", "山顶", "冬天", "冬季", "北极", "南极", "冰川", "山脉", "大山", "山"),
          "in the snow", "在雪地里"),
    Entry("place:sea", ("sea", "underwater", "under the sea", "seabed", "sea floor", "seafloor", "coral reef", "ocean",
          "deep sea", "bottom of the sea", "undersea", "under water", "under the water"),
          ("海底", "水下", "海里", "珊瑚礁", "深海", "大海", "海洋", "海中", "水里", "水中", "海底世界", "海上", "海面", "海面上", "海"), "🪸",
          ("aquarium",), ("水族馆", "鱼缸"), "under the sea", "在海底"),
    Entry("place:meadow", ("meadow", "field of flowers", "flower field", "grassland", "grass", "garden", "flower meadow"),
          ("草地", "草原", "花海", "花田", "花园", "草坪", "花丛中", "草丛", "原野", "田野"), "🌼🌻",
          ("field", "park", "farm", "countryside", "village", "hill", "hills", "playground", "backyard", "prairie", "yard",
           "valley", "spring", "lawn", "country road"),
          ("公园", "农场", "田间", "乡村", "村庄", "村子", "山坡", "山丘", "院子", "操场", "乡间", "山谷", "春天", "小山"),
          "in a meadow", "在草地上"),
    Entry("place:city", ("city", "street", "city street", "downtown", "town", "cyberpunk city"),
          ("城市", "街头", "都市", "街道", "街上", "大街", "城里", "市中心", "大都市", "马路"), "🏙🌃🌆",
          ("road", "room", "kitchen", "station", "market", "shop", "square", "school", "rooftop", "office", "cafe"),
          ("房间", "厨房", "车站", "市场", "商店", "广场", "学校", "屋顶上", "办公室", "小镇", "镇上", "咖啡馆", "咖啡店"),
          "in the city", "在城市里"),
    Entry("place:rainforest", ("rainforest", "rain forest", "jungle", "tropical forest", "tropical rainforest"),
          ("热带雨林", "雨林", "丛林", "热带丛林", "密林", "原始森林"), "🌴",
          ("swamp", "fairy forest", "enchanted forest", "magic forest"), ("沼泽", "魔法森林", "神秘森林"),
          "in the rainforest", "在热带雨林里"),
    Entry("place:rocky_coast", ("rocky coast", "rocky shore", "cliffs", "cliff", "coast", "coastline", "rocky beach",
          "rocky coastline"),
          ("礁石海岸", "礁石", "悬崖", "海岸", "岩石海岸", "岩岸", "峭壁", "海岸线", "崖边"), "",
          ("pier", "fjord", "cape", "reef rocks"), ("海峡", "栈桥", "海角"), "on the rocky coast", "在礁石海岸"),
)  # fmt: skip

LIGHTS = (
    Entry("light:dawn", ("dawn", "sunrise", "early morning", "morning", "daybreak", "morning light"),
          ("清晨", "黎明", "日出时", "日出", "早晨", "早上", "破晓", "晨光", "拂晓"), "🌅🌄",
          ("misty", "foggy", "fog", "mist", "hazy"), ("雾", "薄雾", "雾气", "有雾", "大雾"), "at dawn", "清晨"),
    Entry("light:noon", ("noon", "midday", "daylight", "sunny day", "sunny", "daytime", "broad daylight", "bright day",
          "sunlight", "sunshine", "blue sky", "afternoon", "clear sky", "bright"),
          ("正午", "中午", "白天", "阳光明媚", "晴天", "阳光", "阳光下", "蓝天", "下午", "晴朗", "明亮", "烈日下"), "☀🌞",
          ("cloudy", "overcast", "summer"), ("阴天", "多云", "夏天", "夏日"), "at noon", "正午"),
    Entry("light:sunset", ("sunset", "dusk", "golden hour", "evening", "sundown", "twilight", "evening light"),
          ("日落时", "日落", "黄昏", "夕阳下", "夕阳", "傍晚", "落日", "晚霞", "暮色"), "🌇",
          ("autumn", "warm light", "backlight"), ("秋天", "秋日", "暖光"), "at sunset", "日落时"),
    Entry("light:night", ("night", "moonlight", "moonlit", "starry sky", "under the stars", "midnight", "nighttime", "starry night",
          "night sky", "stars", "starry", "moonlit night", "full moon"),
          ("夜晚", "夜里", "夜间", "星空下", "星空", "月光", "月光下", "午夜", "深夜", "晚上", "夜色", "夜空", "夜幕", "繁星", "月夜", "夜",
           "满月", "星星"), "🌙🌕🌌🌛✨⭐",
          ("dark", "darkness"), ("黑暗", "昏暗", "黑夜"), "at night", "夜晚"),
    Entry("light:neon", ("neon", "neon lights", "neon light", "cyberpunk", "neon glow", "neon-lit"),
          ("霓虹灯下", "霓虹灯", "霓虹", "赛博朋克", "霓虹灯光"), "",
          ("disco", "futuristic", "vaporwave"), ("未来感", "蒸汽波"), "in neon light", "霓虹灯下"),
)  # fmt: skip

CAMERA = (
    Entry("camera:close", ("close-up", "closeup", "close up", "macro", "close shot", "close-up shot", "closeup shot", "close view"),
          ("特写", "近景", "近距离", "微距"), "", (), (), "close-up", "特写"),
    Entry("camera:mid", ("medium shot", "mid shot", "full body", "full-body"), ("中景", "全身")),
    Entry("camera:wide", ("wide shot", "wide view", "wide angle", "wide-angle", "long shot", "panorama", "panoramic",
          "establishing shot", "from afar", "aerial view"),
          ("远景", "全景", "广角", "大远景", "鸟瞰", "远处"), "", (), (), "wide shot", "远景"),
)  # fmt: skip

MOTIONS = (
    Entry("motion:orbit", ("orbit", "orbiting", "orbit shot", "camera circles", "360"), ("环绕", "环绕镜头", "旋转镜头")),
    Entry("motion:push", ("push in", "zoom in", "dolly in", "zooming in", "push-in", "camera push"), ("推近", "推镜头", "镜头推近", "拉近")),
    Entry("motion:pull", ("pull out", "zoom out", "dolly out", "zooming out", "pull back", "pull-back"), ("拉远", "拉镜头", "镜头拉远")),
    Entry("motion:pan", ("pan", "panning", "camera pan", "tracking shot"), ("横移", "摇镜头", "平移镜头", "平移")),
    Entry("motion:crane", ("crane shot", "crane up", "rising camera"), ("升降镜头", "镜头升起", "升镜头")),
    Entry("motion:still", ("static camera", "still camera", "fixed camera", "static shot"), ("固定镜头", "静止镜头")),
)  # fmt: skip

STYLES = (
    Entry("style:clay", ("clay render", "claymation", "clay", "3d clay toy", "plasticine", "clay style", "clay toy"),
          ("黏土风格", "粘土风格", "黏土", "粘土", "粘土动画", "黏土动画", "橡皮泥"), "",
          ("3d", "3d render", "pixar", "realistic", "photo", "photograph", "photorealistic", "cartoon", "photography", "disney",
           "stop motion", "toy"),
          ("三维", "皮克斯", "写实", "照片", "卡通", "动画风格", "卡通风格", "玩具", "摄影"), "clay render", "黏土风格"),
    Entry("style:watercolor", ("watercolor", "watercolour", "watercolor painting", "watercolour painting", "aquarelle"),
          ("水彩画", "水彩", "水彩风格"), "", ("gouache", "painting", "pastel", "children's book", "storybook"), ("水粉画", "绘本", "绘本风格"),
          "watercolor painting", "水彩画"),
    Entry("style:ink", ("ink wash painting", "ink", "ink painting", "ink wash", "chinese ink painting", "sumi-e", "ink drawing"),
          ("水墨画", "水墨", "水墨风格", "国画", "中国画", "中国水墨风格", "中国水墨"), "",
          ("line art", "comic", "manga", "anime"), ("漫画", "线稿", "动漫"), "ink wash painting", "水墨画"),
    Entry("style:pixel", ("pixel art", "pixel", "pixelated", "8-bit", "8 bit", "16-bit"), ("像素画", "像素", "像素风格", "像素风"), "👾",
          ("voxel", "lego", "minecraft"), ("体素", "乐高"), "pixel art", "像素画"),
    Entry("style:pencil", ("pencil sketch", "pencil drawing", "pencil", "sketch", "pencil art"), ("铅笔素描", "素描", "铅笔画", "铅笔"), "✏",
          ("charcoal", "engraving", "etching", "drawing", "black and white"), ("炭笔", "版画", "黑白"), "pencil sketch", "铅笔素描"),
    Entry("style:oil", ("oil painting", "oil", "oil paint", "oil on canvas"), ("油画", "油画风格"), "🎨",
          ("impressionist", "van gogh", "impressionism", "acrylic", "monet"), ("印象派", "梵高", "莫奈"), "oil painting", "油画"),
)  # fmt: skip

ENTRIES = PLACES + LIGHTS + CAMERA + MOTIONS + STYLES

PROPS = (
    Entry("prop:rock", ("rock", "rocks", "stone", "stones", "boulder", "boulders", "pebbles"), ("石头", "岩石", "石块", "巨石"), "🪨"),
    Entry("prop:leaf", ("leaf", "leaves", "fern", "ferns", "foliage", "palm leaves", "banana leaves"), ("树叶", "叶子", "芭蕉叶", "枝叶"), "🌿🍃🍂"),
    Entry("prop:vine", ("vines", "lianas", "creepers"), ("藤条", "爬藤")),
    Entry("prop:palm", ("palm", "palms", "palm trees", "coconut trees"), ("棕榈", "椰林")),
    Entry("prop:ball", ("ball", "beach ball"), ("球", "皮球", "沙滩球"), "⚽🏐"),
    Entry("prop:cactus", ("cactuses", "cacti"), ("仙人掌丛",), "🌵"),
    Entry("prop:snowman", ("snowman", "snowmen"), ("雪人",), "⛄☃"),
    Entry("prop:coral", ("coral", "corals"), ("珊瑚",)),
    Entry("prop:seaweed", ("seaweed", "kelp", "algae"), ("海草", "海藻", "水草")),
    Entry("prop:bubble", ("bubble", "bubbles"), ("气泡", "泡泡"), "🫧"),
    Entry("prop:building", ("buildings", "skyscrapers", "towers"), ("高楼", "楼群", "建筑", "建筑物", "高楼大厦")),
    Entry("prop:lamp", ("street lamps", "street lights", "lampposts", "streetlights"), ("路灯下", "街灯")),
    Entry("prop:gull", ("gulls", "seagulls"), ("海鸥群",)),
    Entry("prop:post", ("posts", "fence", "poles"), ("木桩", "栅栏", "篱笆")),
    Entry("prop:sea", ("waves", "water", "surf", "tide"), ("海浪", "波浪", "海水", "浪花", "水面")),
)  # fmt: skip
"""What the places bring along: it can be kept out, and it is understood where the place shows it."""

ENTRIES = ENTRIES + PROPS
