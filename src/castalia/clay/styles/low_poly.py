"""Low poly: everything in flat facets, as models of a few hundred triangles show it."""

from __future__ import annotations

import numpy as np

from castalia.clay.layers import SKY_DEPTH, Layers
from castalia.clay.styles.fields import blur, noise, saturated, smoothstep, unit
from castalia.clay.styles.regions import borders, facets, means, relabelled, triangles


def low_poly(layers: Layers, seed: int) -> np.ndarray:
    """Cut the view into facets: curved things by where their surface faces, ground and sky by a net of triangles."""
    rng = np.random.default_rng(seed)
    shape = layers.depth.shape
    s = unit(shape[0])
    near = triangles(shape, rng, 58, 1.5).astype(np.int64)
    far = triangles(shape, rng, 24, 1.7).astype(np.int64)
    sky = triangles(shape, rng, 76, 1.3).astype(np.int64)
    distant = np.minimum(layers.depth, SKY_DEPTH) > 9.0
    net = np.where(layers.part < 0, sky, np.where(distant, far + sky.max() + 1, near + sky.max() + far.max() + 2))
    turned = facets(blur(layers.normal, 1.2 * s))
    part = np.where(layers.part > 0, layers.part.astype(np.int64) * 64 + turned, 0)
    labels = relabelled(np.where(layers.part > 0, net.max() + 1 + part, net))
    rgb = saturated(layers.rgb, 1.16).clip(0, 1)
    flat = means(rgb, labels)
    # Facets catch the light each a little differently; the temper of a facet is that of its place in the list of nets.
    tempers = np.random.default_rng(seed + 1).random(997).astype(np.float32) - 0.5
    key = np.where(layers.part > 0, part * 7, net)
    flat = flat * (1 + np.where(layers.part > 0, 0.12, 0.12) * tempers[key % 997])[..., None]
    # Edges are smoothed by half a pixel; within a facet nothing is.
    edge = blur(borders(labels), 0.7)[..., None].clip(0, 1)
    soft = blur(flat, 0.7)
    light = 1 + 0.03 * smoothstep(-1, 1, noise(shape, rng, 300, 1))
    return (flat + (soft - flat) * edge) * light[..., None]
