"""A head turned once round by another renderer, without a window: run by ../faces.py, in a Python that has it.

    python renderers.py moderngl | pyrender | trimesh HEAD.npz FRAMES SIZE [PICTURE.png]

Prints seconds by the clock and of processor time as JSON. The same camera, texture, smooth normals and four samples in
each pixel; the light of each is its own.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

Draw = Callable[[float], Any]

VERTEX = """#version 330
in vec3 p; in vec3 n; in vec2 t; out vec3 vn; out vec2 vt; uniform mat4 M; uniform mat4 P;
void main() { vn = mat3(M) * n; vt = t; gl_Position = P * M * vec4(p, 1); }"""
FRAGMENT = """#version 330
in vec3 vn; in vec2 vt; out vec4 f; uniform sampler2D tex;
void main() {
    vec3 n = normalize(vn);
    float key = max(dot(n, normalize(vec3(-.44, .53, .73))), 0.), fill = max(dot(n, normalize(vec3(.82, .1, .56))), 0.);
    f = vec4(texture(tex, vt).rgb * (.62 + .37 * key + .15 * fill), 1);
}"""


def pose(angle: float) -> np.ndarray:
    """Turned to the viewer's right by an angle in radians: (4, 4)."""
    c, s = np.cos(angle), np.sin(angle)
    turned = np.eye(4)
    turned[:3, :3] = [[c, 0, s], [0, 1, 0], [-s, 0, c]]
    return turned


def with_moderngl(head: dict[str, np.ndarray], size: int) -> tuple[Draw, str]:
    import moderngl

    context = moderngl.create_context(standalone=True, backend="egl")
    program = context.program(vertex_shader=VERTEX, fragment_shader=FRAGMENT)
    corners = np.hstack([head["vertices"], head["normals"], head["uv"]]).astype("f4")
    buffer, index = context.buffer(corners.tobytes()), context.buffer(head["faces"].astype("i4").tobytes())
    array = context.vertex_array(program, [(buffer, "3f 3f 2f", "p", "n", "t")], index)
    texels = head["texture"]
    texture = context.texture(texels.shape[1::-1], 3, np.ascontiguousarray(texels[::-1]).tobytes())
    texture.build_mipmaps()
    texture.use(0)
    square = (size, size)
    smooth = context.framebuffer(
        [context.renderbuffer(square, 4, samples=4)], context.depth_renderbuffer(square, samples=4)
    )
    plain = context.framebuffer([context.renderbuffer(square, 4)])
    context.enable(moderngl.DEPTH_TEST)
    near, far, f = 0.1, 10.0, float(head["distance"] / head["reach"])
    projection = np.diag([f, f, -(far + near) / (far - near), 0.0])
    projection[2, 3], projection[3, 2] = -2 * far * near / (far - near), -1
    program["P"].write(projection.T.astype("f4").tobytes())

    def draw(angle: float) -> np.ndarray:
        placed = pose(angle)
        placed[2, 3] = -head["distance"]
        program["M"].write(placed.T.astype("f4").tobytes())
        smooth.use()
        context.clear(0.9, 0.9, 0.92, 1)
        array.render()
        context.copy_framebuffer(plain, smooth)
        return np.frombuffer(plain.read(components=3), np.uint8).reshape(size, size, 3)[::-1]

    return draw, context.info["GL_RENDERER"]


def textured(head: dict[str, np.ndarray]) -> Any:
    """The head as a mesh of trimesh."""
    import trimesh
    from PIL import Image

    material = trimesh.visual.material.PBRMaterial(
        baseColorTexture=Image.fromarray(head["texture"]), metallicFactor=0, roughnessFactor=0.8
    )
    visual = trimesh.visual.TextureVisuals(uv=head["uv"], material=material)
    return trimesh.Trimesh(
        head["vertices"], head["faces"], vertex_normals=head["normals"], visual=visual, process=False
    )


def with_pyrender(head: dict[str, np.ndarray], size: int) -> tuple[Draw, str]:
    os.environ["PYOPENGL_PLATFORM"] = "egl"
    if not hasattr(np, "infty"):
        np.infty = np.inf  # type: ignore[attr-defined]  # pyrender 0.1.45 was written for numpy 1
    import pyrender

    scene = pyrender.Scene(ambient_light=[0.4] * 3, bg_color=[0.9, 0.9, 0.92, 1])
    node = scene.add(pyrender.Mesh.from_trimesh(textured(head)))
    eye = np.eye(4)
    eye[2, 3] = head["distance"]
    scene.add(pyrender.PerspectiveCamera(yfov=float(2 * np.arctan(head["reach"] / head["distance"]))), pose=eye)
    scene.add(pyrender.DirectionalLight(intensity=3), pose=eye)
    renderer = pyrender.OffscreenRenderer(size, size)

    def draw(angle: float) -> np.ndarray:
        scene.set_pose(node, pose(angle))
        return renderer.render(scene)[0]

    return draw, "EGL"


def with_trimesh(head: dict[str, np.ndarray], size: int) -> tuple[Draw, str]:
    scene = textured(head).scene()

    def draw(angle: float) -> bytes:
        scene.graph.update(scene.graph.base_frame, matrix=pose(angle))
        return scene.save_image((size, size), visible=False)

    return draw, "pyglet"


def main() -> None:
    name, path, frames, size, *picture = sys.argv[1:]
    head = dict(np.load(path))
    head["vertices"] = head["vertices"] - head["center"]
    makers = {"moderngl": with_moderngl, "pyrender": with_pyrender, "trimesh": with_trimesh}
    draw, what = makers[name](head, int(size))
    draw(0.0)
    start, used = time.perf_counter(), time.process_time()
    for i in range(int(frames)):
        draw(2 * np.pi * i / int(frames))
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    print(json.dumps({"seconds": seconds, "processor": processor, "what": what}))
    if picture:
        from PIL import Image

        Image.fromarray(draw(0.5)).save(picture[0])


if __name__ == "__main__":
    main()
