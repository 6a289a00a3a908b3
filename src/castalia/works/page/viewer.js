// Shows a GLB model with vertex colours or textures in a canvas: turns by mouse, touch and keys, zooms by wheel and pinch.
"use strict";

const Viewer = (() => {
  const SIZES = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 };
  const ARRAYS = { 5120: Int8Array, 5121: Uint8Array, 5122: Int16Array, 5123: Uint16Array, 5125: Uint32Array, 5126: Float32Array };
  const FULL = { 5120: 127, 5121: 255, 5122: 32767, 5123: 65535 };

  // ---- glTF binary ------------------------------------------------------------------------------------------

  function parseGLB(buffer) {
    const view = new DataView(buffer);
    if (view.getUint32(0, true) !== 0x46546c67 || view.getUint32(4, true) !== 2) throw new Error("not a GLB 2 file");
    let json = null, bin = null;
    for (let at = 12; at + 8 <= buffer.byteLength; ) {
      const length = view.getUint32(at, true), type = view.getUint32(at + 4, true);
      if (type === 0x4e4f534a) json = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, at + 8, length)));
      if (type === 0x004e4942) bin = { start: at + 8, length };
      at += 8 + length + ((4 - (length % 4)) % 4);
    }
    if (!json || !bin) throw new Error("the GLB has no content");
    return collect(json, buffer, bin);
  }

  // One accessor as plain numbers, `size` to an element; normalised integers become 0..1 or -1..1.
  function read(json, buffer, bin, index, scaled) {
    const accessor = json.accessors[index], size = SIZES[accessor.type], Kind = ARRAYS[accessor.componentType];
    const part = json.bufferViews[accessor.bufferView], width = Kind.BYTES_PER_ELEMENT;
    const start = bin.start + (part.byteOffset || 0) + (accessor.byteOffset || 0);
    const stride = part.byteStride || size * width, view = new DataView(buffer);
    const get = { 5120: "getInt8", 5121: "getUint8", 5122: "getInt16", 5123: "getUint16", 5125: "getUint32", 5126: "getFloat32" }[accessor.componentType];
    const factor = scaled && FULL[accessor.componentType] ? 1 / FULL[accessor.componentType] : 1;
    const values = scaled ? new Float32Array(accessor.count * size) : new Uint32Array(accessor.count * size);
    for (let i = 0; i < accessor.count; i++)
      for (let k = 0; k < size; k++) values[i * size + k] = view[get](start + i * stride + k * width, true) * factor;
    return { values, size, count: accessor.count };
  }

  // The bytes of a picture inside the file; null when it lies elsewhere or in a type that is not there.
  function picture(json, buffer, bin, texture) {
    const source = texture === undefined ? undefined : json.textures[texture.index].source;
    const image = source === undefined ? null : json.images[source];
    if (!image || image.bufferView === undefined) return null;
    const part = json.bufferViews[image.bufferView], start = bin.start + (part.byteOffset || 0);
    return { key: source, blob: new Blob([buffer.slice(start, start + part.byteLength)], { type: image.mimeType }) };
  }

  // All primitives of the scene as one mesh in world space; `parts` are runs of its indices that share a texture.
  function collect(json, buffer, bin) {
    const position = [], normal = [], color = [], uv = [], index = [], parts = [];
    const roots = (json.scenes && json.scenes[json.scene || 0] && json.scenes[json.scene || 0].nodes) || json.nodes.map((_, i) => i);
    const visit = (id, parent) => {
      const node = json.nodes[id], matrix = multiply(parent, node.matrix || compose(node));
      if (node.mesh !== undefined) for (const p of json.meshes[node.mesh].primitives) if ((p.mode ?? 4) === 4) add(p, matrix);
      for (const child of node.children || []) visit(child, matrix);
    };
    const add = (primitive, m) => {
      const base = position.length / 3;
      const points = read(json, buffer, bin, primitive.attributes.POSITION, true);
      const faces = primitive.indices === undefined ? [...Array(points.count).keys()] : read(json, buffer, bin, primitive.indices, false).values;
      const normals = primitive.attributes.NORMAL === undefined ? smooth(points.values, faces) : read(json, buffer, bin, primitive.attributes.NORMAL, true).values;
      const tint = primitive.attributes.COLOR_0 === undefined ? null : read(json, buffer, bin, primitive.attributes.COLOR_0, true);
      const material = primitive.material === undefined ? {} : json.materials[primitive.material];
      const surface = material.pbrMetallicRoughness || {}, factor = surface.baseColorFactor || [1, 1, 1, 1];
      const wraps = primitive.attributes.TEXCOORD_0 === undefined ? null : read(json, buffer, bin, primitive.attributes.TEXCOORD_0, true);
      const image = wraps ? picture(json, buffer, bin, surface.baseColorTexture) : null;
      for (let i = 0; i < points.count; i++) {
        const [x, y, z] = points.values.subarray(i * 3, i * 3 + 3), [a, b, c] = normals.subarray(i * 3, i * 3 + 3);
        for (let r = 0; r < 3; r++) {
          position.push(m[r] * x + m[4 + r] * y + m[8 + r] * z + m[12 + r]);
          normal.push(m[r] * a + m[4 + r] * b + m[8 + r] * c);
          color.push((tint ? tint.values[i * tint.size + r] : image ? 1 : 0.8) * factor[r]);
        }
        uv.push(wraps ? wraps.values[i * 2] : 0, wraps ? wraps.values[i * 2 + 1] : 0);
      }
      parts.push({ first: index.length, count: faces.length, image });
      for (const f of faces) index.push(base + f);
    };
    for (const root of roots) visit(root, identity());
    if (!index.length) throw new Error("the GLB has no triangles");
    return { position: new Float32Array(position), normal: new Float32Array(normal), color: new Float32Array(color), uv: new Float32Array(uv), index: new Uint32Array(index), parts };
  }

  function smooth(points, faces) {
    const normals = new Float32Array(points.length);
    for (let f = 0; f < faces.length; f += 3) {
      const [a, b, c] = [faces[f] * 3, faces[f + 1] * 3, faces[f + 2] * 3];
      const u = [0, 1, 2].map((k) => points[b + k] - points[a + k]), v = [0, 1, 2].map((k) => points[c + k] - points[a + k]);
      const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
      for (const at of [a, b, c]) for (let k = 0; k < 3; k++) normals[at + k] += n[k];
    }
    return normals;
  }

  // ---- matrices, column major -------------------------------------------------------------------------------

  const identity = () => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

  function multiply(a, b) {
    const out = new Array(16).fill(0);
    for (let c = 0; c < 4; c++) for (let r = 0; r < 4; r++) for (let k = 0; k < 4; k++) out[c * 4 + r] += a[k * 4 + r] * b[c * 4 + k];
    return out;
  }

  function compose({ translation: t = [0, 0, 0], rotation: [x, y, z, w] = [0, 0, 0, 1], scale: [sx, sy, sz] = [1, 1, 1] }) {
    return [
      (1 - 2 * (y * y + z * z)) * sx, 2 * (x * y + z * w) * sx, 2 * (x * z - y * w) * sx, 0,
      2 * (x * y - z * w) * sy, (1 - 2 * (x * x + z * z)) * sy, 2 * (y * z + x * w) * sy, 0,
      2 * (x * z + y * w) * sz, 2 * (y * z - x * w) * sz, (1 - 2 * (x * x + y * y)) * sz, 0,
      ...t, 1,
    ];
  }

  // ---- drawing ----------------------------------------------------------------------------------------------

  const VERTEX = `#version 300 es
    uniform mat4 camera; in vec3 position, normal, color; in vec2 uv; out vec3 n, c, p; out vec2 t;
    void main() { n = normal; c = color; p = position; t = uv; gl_Position = camera * vec4(position, 1.0); }`;
  // A sky and a ground light, a warm key light that wraps round the form as in clay, a thin rim. A texture brings the
  // light of its photo along: it is shaded only so much that the form is seen.
  const FRAGMENT = `#version 300 es
    precision highp float; uniform vec3 eye, key; uniform float floorY, height; uniform sampler2D skin; uniform bool skinned;
    in vec3 n, c, p; in vec2 t; out vec4 shown;
    void main() {
      vec3 N = normalize(n), V = normalize(eye - p), H = normalize(key + V);
      if (dot(N, V) < 0.0) N = -N;
      float wrap = clamp((dot(N, key) + 0.25) / 1.25, 0.0, 1.0);
      if (skinned) {
        vec3 own = c * texture(skin, t).rgb * (0.74 + 0.30 * wrap + 0.05 * N.y);
        shown = vec4(pow(own, vec3(1.0 / 2.2)), 1.0);
        return;
      }
      vec3 sky = mix(vec3(0.26, 0.22, 0.21), vec3(0.62, 0.68, 0.80), 0.5 + 0.5 * N.y);
      float near = 0.72 + 0.28 * smoothstep(0.0, 0.22, (p.y - floorY) / height);
      vec3 light = c * (sky * near + vec3(0.95, 0.90, 0.80) * wrap * wrap);
      light += 0.10 * pow(max(dot(N, H), 0.0), 28.0) + c * 0.22 * pow(1.0 - max(dot(N, V), 0.0), 3.0);
      light = light / (1.0 + 0.12 * light);
      shown = vec4(pow(light, vec3(1.0 / 2.2)), 1.0);
    }`;
  const DISC_VERTEX = `#version 300 es
    uniform mat4 camera; uniform vec4 disc; in vec2 corner; out vec2 q;
    void main() { q = corner; gl_Position = camera * vec4(disc.x + corner.x * disc.w, disc.y, disc.z + corner.y * disc.w, 1.0); }`;
  const DISC_FRAGMENT = `#version 300 es
    precision highp float; uniform float strength; in vec2 q; out vec4 shown;
    void main() { float d = 1.0 - smoothstep(0.0, 1.0, length(q)); shown = vec4(0.0, 0.0, 0.0, strength * d * d); }`;

  function program(gl, vertex, fragment) {
    const made = gl.createProgram();
    for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(made, shader);
    }
    gl.linkProgram(made);
    if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made));
    return made;
  }

  function attribute(gl, owner, name, data, size) {
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    const at = gl.getAttribLocation(owner, name);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0);
  }

  function upload(gl, mesh) {
    const body = { program: program(gl, VERTEX, FRAGMENT), vao: gl.createVertexArray() };
    gl.bindVertexArray(body.vao);
    for (const name of ["position", "normal", "color"]) attribute(gl, body.program, name, mesh[name], 3);
    attribute(gl, body.program, "uv", mesh.uv, 2);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, mesh.index, gl.STATIC_DRAW);
    const disc = { program: program(gl, DISC_VERTEX, DISC_FRAGMENT), vao: gl.createVertexArray() };
    gl.bindVertexArray(disc.vao);
    attribute(gl, disc.program, "corner", new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), 2);
    return { body, disc, skins: new Map() };
  }

  // Decode the pictures of a mesh into textures; the mesh is drawn again as each arrives.
  async function dress(gl, parts, mesh, changed) {
    for (const { image } of mesh.parts) {
      if (!image || parts.skins.has(image.key)) continue;
      parts.skins.set(image.key, null);
      const bitmap = await createImageBitmap(image.blob, { colorSpaceConversion: "none" });
      const skin = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, skin);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.SRGB8_ALPHA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
      gl.generateMipmap(gl.TEXTURE_2D);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
      parts.skins.set(image.key, skin);
      changed();
    }
  }

  // Centre, half height, radius around the vertical axis and lowest y.
  function measure(position) {
    const low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
    for (let i = 0; i < position.length; i++) {
      low[i % 3] = Math.min(low[i % 3], position[i]);
      high[i % 3] = Math.max(high[i % 3], position[i]);
    }
    const center = low.map((v, k) => (v + high[k]) / 2);
    let flat = 0, round = 0;
    for (let i = 0; i < position.length; i += 3) {
      const x = position[i] - center[0], y = position[i + 1] - center[1], z = position[i + 2] - center[2];
      flat = Math.max(flat, Math.hypot(x, z));
      round = Math.max(round, Math.hypot(x, y, z));
    }
    return { center, flat, round, floor: low[1], height: high[1] - low[1] || 1 };
  }

  function cameraOf(size, state, aspect) {
    const half = 0.32, reach = (size.round * 1.12) / Math.sin(half) / Math.min(1, aspect * 1.05) / state.zoom;
    const { yaw, pitch } = state, back = [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch)];
    const right = [Math.cos(yaw), 0, -Math.sin(yaw)];
    const up = [-Math.sin(yaw) * Math.sin(pitch), Math.cos(pitch), -Math.cos(yaw) * Math.sin(pitch)];
    const eye = size.center.map((v, k) => v + back[k] * reach), dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    const view = [right[0], up[0], back[0], 0, right[1], up[1], back[1], 0, right[2], up[2], back[2], 0, -dot(right, eye), -dot(up, eye), -dot(back, eye), 1];
    const near = Math.max(reach - size.round * 3, size.round * 0.02), far = reach + size.round * 4, f = 1 / Math.tan(half);
    const lens = [f / aspect, 0, 0, 0, 0, f, 0, 0, 0, 0, (far + near) / (near - far), -1, 0, 0, (2 * far * near) / (near - far), 0];
    // The key light stands up and to the left of the viewer, so that no side is ever dark.
    const key = [0, 1, 2].map((k) => back[k] * 0.62 - right[k] * 0.5 + (k === 1 ? 0.72 : 0)), long = Math.hypot(...key);
    return { matrix: multiply(lens, view), eye, key: key.map((v) => v / long) };
  }

  function draw(gl, parts, mesh, size, state, dark) {
    const { width, height } = gl.canvas, camera = cameraOf(size, state, width / height);
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    const uniform = (owner, name) => gl.getUniformLocation(owner.program, name);
    if (state.pitch > 0.02) {
      gl.useProgram(parts.disc.program);
      gl.bindVertexArray(parts.disc.vao);
      gl.enable(gl.BLEND);
      gl.depthMask(false);
      gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.uniformMatrix4fv(uniform(parts.disc, "camera"), false, camera.matrix);
      gl.uniform4f(uniform(parts.disc, "disc"), size.center[0], size.floor, size.center[2], size.flat * 1.35);
      gl.uniform1f(uniform(parts.disc, "strength"), dark ? 0.75 : 0.42);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      gl.disable(gl.BLEND);
      gl.depthMask(true);
    }
    gl.useProgram(parts.body.program);
    gl.bindVertexArray(parts.body.vao);
    gl.uniformMatrix4fv(uniform(parts.body, "camera"), false, camera.matrix);
    gl.uniform3fv(uniform(parts.body, "eye"), camera.eye);
    gl.uniform3fv(uniform(parts.body, "key"), camera.key);
    gl.uniform1f(uniform(parts.body, "floorY"), size.floor);
    gl.uniform1f(uniform(parts.body, "height"), size.height);
    for (const { first, count, image } of mesh.parts) {
      const skin = image ? parts.skins.get(image.key) : null;
      gl.uniform1i(uniform(parts.body, "skinned"), skin ? 1 : 0);
      if (skin) gl.bindTexture(gl.TEXTURE_2D, skin);
      gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, first * 4);
    }
  }

  // ---- the hand on the model --------------------------------------------------------------------------------

  function handle(canvas, state, changed) {
    const fingers = new Map();
    const spread = () => { const [a, b] = [...fingers.values()]; return Math.hypot(a.x - b.x, a.y - b.y); };
    const turn = (x, y) => {
      state.yaw -= x;
      state.pitch = Math.min(1.35, Math.max(-0.6, state.pitch + y));
      state.resting = true;
      changed();
    };
    const zoom = (factor) => {
      state.zoom = Math.min(4, Math.max(0.5, state.zoom * factor));
      state.resting = true;
      changed();
    };
    canvas.addEventListener("pointerdown", (e) => {
      canvas.setPointerCapture(e.pointerId);
      fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
      state.resting = true;
    });
    canvas.addEventListener("pointermove", (e) => {
      const last = fingers.get(e.pointerId);
      if (!last) return;
      const before = fingers.size === 2 ? spread() : 0;
      fingers.set(e.pointerId, { x: e.clientX, y: e.clientY });
      if (fingers.size === 2) zoom(spread() / Math.max(before, 1));
      else turn((e.clientX - last.x) * 0.009, (e.clientY - last.y) * 0.007);
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (e) => fingers.delete(e.pointerId));
    canvas.addEventListener("wheel", (e) => {
      // A page is scrolled over the model: only who has taken hold of it, or holds a modifier key, zooms.
      if (document.activeElement !== canvas && !e.ctrlKey) return;
      e.preventDefault();
      zoom(Math.exp(-e.deltaY * 0.0012));
    }, { passive: false });
    canvas.addEventListener("keydown", (e) => {
      const act = {
        ArrowLeft: () => turn(-0.12, 0), ArrowRight: () => turn(0.12, 0), ArrowUp: () => turn(0, -0.1), ArrowDown: () => turn(0, 0.1),
        "+": () => zoom(1.12), "=": () => zoom(1.12), "-": () => zoom(1 / 1.12),
      }[e.key];
      if (!act) return;
      e.preventDefault();
      act();
    });
  }

  // Show the model; throws when there is no WebGL 2 or the file is no mesh. Returns the state, for tests.
  function show(canvas, buffer) {
    const gl = canvas.getContext("webgl2", { antialias: true, alpha: true, premultipliedAlpha: true });
    if (!gl) throw new Error("no WebGL 2");
    const mesh = parseGLB(buffer), size = measure(mesh.position), parts = upload(gl, mesh);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches, night = matchMedia("(prefers-color-scheme: dark)");
    const from = (name, otherwise) => (canvas.dataset[name] === undefined ? otherwise : +canvas.dataset[name]);
    const state = { yaw: from("yaw", 0.45), pitch: from("pitch", 0.2), zoom: from("zoom", 1), resting: still, triangles: mesh.index.length / 3 };
    let asked = 0, seen = true, last = 0;
    const frame = (now) => {
      asked = 0;
      if (!state.resting) state.yaw += Math.min(now - last, 50) * 0.00035;
      last = now;
      draw(gl, parts, mesh, size, state, night.matches);
      if (!state.resting && seen) ask();
    };
    const ask = () => { if (!asked) asked = requestAnimationFrame(frame); };
    const fit = () => {
      const scale = Math.min(devicePixelRatio || 1, 2);
      canvas.width = Math.max(1, Math.round(canvas.clientWidth * scale));
      canvas.height = Math.max(1, Math.round(canvas.clientHeight * scale));
      ask();
    };
    new ResizeObserver(fit).observe(canvas);
    new IntersectionObserver(([entry]) => { seen = entry.isIntersecting; if (seen) ask(); }).observe(canvas);
    night.addEventListener("change", ask);
    canvas.addEventListener("webglcontextlost", (e) => e.preventDefault());
    const clothe = () => dress(gl, parts, mesh, ask).catch(() => {});  // without its picture it still has its colours
    canvas.addEventListener("webglcontextrestored", () => { Object.assign(parts, upload(gl, mesh)); clothe(); ask(); });
    handle(canvas, state, ask);
    clothe();
    fit();
    return state;
  }

  return { show, parseGLB };
})();
