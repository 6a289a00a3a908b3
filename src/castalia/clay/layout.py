"""The two tables that the world hands to the renderer: where each number stands.

A scene becomes `prims`, float32 (count, PRIM), one row per signed-distance primitive, and `params`, float32
(PARAMS,): camera, sun, sky, fog, ground. Everything is in world units (a dog is about 1.4 high), y up, the camera
looks towards -z.
"""

from __future__ import annotations

# Columns of `prims`.
P_TYPE = 0  # ELLIPSOID, BOX, CONE or TORUS
P_CENTER = 1  # 3
P_AXES = 4  # 9: rows of the rotation from world to local
P_SIZE = 13  # 3: semi-axes | half sizes | (radius at -h, radius at +h, h) | (ring, tube, -)
P_ROUND = 16  # rounding radius of boxes and cones
P_BLEND = 17  # smooth-union radius
P_COLOR = 18  # 3, linear
P_GLOSS = 21  # 0 matte .. below 1 mirror-like; plus a finish
P_EMIT = 22  # emission as a factor on the colour
P_SUBTRACT = 23  # 1: carve away instead of adding
P_FLAT = 24  # flattening along local z (cones) or y (tori)
P_BOUND = 25  # radius of the bounding sphere around the centre
P_INSTANCE = 26  # 1.. which subject it belongs to; 0 a prop of the place
P_STAGE = 27  # 2k + 1 and 2k + 2: the k-th pair of shapes of which one turns into the other; 0 stands alone
P_SHARE = 28  # 0..1, how much the second shape of the pair has come
PRIM = 29

ELLIPSOID, BOX, CONE, TORUS = 0, 1, 2, 3
GLASS, METAL, WOOD, STONE = 1, 2, 3, 4
"""Finishes: whole numbers added to the gloss; with GLASS the gloss says how clear it is."""

# Indices of `params`.
S_EYE = 0  # 3: camera position
S_RIGHT = 3  # 3
S_UP = 6  # 3
S_FORWARD = 9  # 3
S_ZOOM = 12  # tan of half the vertical angle of view
S_SUN = 13  # 3: direction towards the sun
S_SUN_COLOR = 16  # 3
S_SKY_TOP = 19  # 3
S_SKY_HORIZON = 22  # 3
S_AMBIENT = 25  # 3
S_FOG = 28  # density
S_FOG_COLOR = 29  # 3
S_PLACE = 32  # index in PLACES
S_LIGHT = 33  # index in LIGHTS
S_GROUND_A = 34  # 3: ground colour
S_GROUND_B = 37  # 3: second ground colour
S_RELIEF = 40  # amplitude of the ground's relief
S_RELIEF_FREQ = 41
S_PHASE = 42  # 3: phases of relief, waves, shore
S_SEED = 45  # integer seed of the noise
S_COUNT = 46  # number of rows of `prims` in use
S_FILL = 47  # 3: direction of the fill light
S_FILL_COLOR = 50  # 3
S_SHORE = 53  # z of the shore line
S_STARS = 54
S_CLOUDS = 55
S_DISC = 56  # 3: direction of sun's or moon's disc
S_DISC_COLOR = 59  # 3
S_DISC_SIZE = 62  # radius, radians
S_EARTH = 63  # azimuth of the earth in the sky of the moon
S_TIME = 64  # seconds, moves water, clouds, caustics
S_VOID = 65  # 1: there is no ground
S_BACK = 66  # indoors: distance of the back wall from the origin; 0 is outdoors
S_SIDE = 67  # indoors: distance of the side walls from the middle
S_TOP = 68  # indoors: height of the ceiling
S_WET = 69  # rain on the ground: 0 dry .. 1 soaked
S_MIST = 70  # share of mist over the far scenery and the sky
S_BEND = 71  # angle, radians, from the middle to the upper edge through a fish-eye lens; 0 is a plain lens
S_RINGS = 72  # 9: x, z, radius of three rocks that the gravel is raked around
S_FLASH = 81  # azimuth of the lightning; 0 is none
S_SNOW = 82  # fresh snow on the ground: 0 none .. 1 covered
S_FOG_FROM = 83  # distance from the eye at which the haze begins, at least 2
S_LOOP = 84  # seconds after which a clip begins anew; 0: it does not
PARAMS = 88

PLACES = (
    "moon", "mars", "beach", "forest", "desert", "snow", "sea", "meadow", "city", "rainforest", "rocky_coast",
    "space", "reef", "ocean", "bamboo", "savanna", "mountains", "shanshui", "farm", "future_city", "victorian",
    "street", "laboratory", "library", "room", "zen_garden", "castle_hall", "grid", "studio",
)  # fmt: skip
LIGHTS = (
    "dawn", "noon", "sunset", "night", "neon", "golden", "moonlight", "candle", "studio", "cinematic", "overcast",
)  # fmt: skip
WEATHERS = ("clear", "cloudy", "fog", "rain", "snow", "storm", "stars")
STYLES = (
    "clay", "watercolor", "ink", "pixel", "pencil", "oil", "photo", "impressionist", "comic", "paper_cut", "low_poly",
    "blueprint", "cyberpunk", "steampunk", "stained_glass", "soft", "line_art", "vaporwave",
)  # fmt: skip
