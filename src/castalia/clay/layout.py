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
P_GLOSS = 21  # 0 matte .. 1 mirror-like
P_EMIT = 22  # emission as a factor on the colour
P_SUBTRACT = 23  # 1: carve away instead of adding
P_FLAT = 24  # flattening along local z (cones) or y (tori)
P_BOUND = 25  # radius of the bounding sphere around the centre
P_INSTANCE = 26  # 1.. which subject it belongs to; 0 a prop of the place
PRIM = 27

ELLIPSOID, BOX, CONE, TORUS = 0, 1, 2, 3

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
PARAMS = 72

PLACES = (
    "moon", "mars", "beach", "forest", "desert", "snow", "sea", "meadow", "city", "rainforest", "rocky_coast",
)  # fmt: skip
LIGHTS = ("dawn", "noon", "sunset", "night", "neon")
STYLES = ("clay", "watercolor", "ink", "pixel", "pencil", "oil")
