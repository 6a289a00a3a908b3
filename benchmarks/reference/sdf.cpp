// The scalar ray marcher that the renderer grew out of, kept as the yardstick of benchmarks/clay.py.
// One ray at a time, every pixel for itself; g++ -O3 -march=native -ffast-math -fopenmp.
#include <math.h>
#define DEV static inline
#define DEVN static
#define NOUNROLL
#define PF 27
#define SPN 72
#define PI_F 3.14159265f
struct V3 { float x, y, z; };
DEV V3 v3(float a, float b, float c) { V3 r; r.x = a; r.y = b; r.z = c; return r; }
DEV V3 operator+(V3 a, V3 b) { return v3(a.x + b.x, a.y + b.y, a.z + b.z); }
DEV V3 operator-(V3 a, V3 b) { return v3(a.x - b.x, a.y - b.y, a.z - b.z); }
DEV V3 operator*(V3 a, V3 b) { return v3(a.x * b.x, a.y * b.y, a.z * b.z); }
DEV V3 operator*(V3 a, float b) { return v3(a.x * b, a.y * b, a.z * b); }
DEV float dot(V3 a, V3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
DEV float len(V3 a) { return sqrtf(dot(a, a)); }
DEV V3 norm(V3 a) { return a * (1.0f / (len(a) + 1e-9f)); }
DEV V3 mix3(V3 a, V3 b, float t) { return a + (b - a) * t; }
DEV float mixf(float a, float b, float t) { return a + (b - a) * t; }
DEV float clampf(float a, float lo, float hi) { return fminf(fmaxf(a, lo), hi); }
DEV float sstep(float a, float b, float x) { float t = clampf((x - a) / (b - a), 0.f, 1.f); return t * t * (3.f - 2.f * t); }
DEV V3 ld3(const float* p) { return v3(p[0], p[1], p[2]); }
DEV unsigned hashu(unsigned x) { x ^= x >> 16; x *= 0x7feb352dU; x ^= x >> 15; x *= 0x846ca68bU; x ^= x >> 16; return x; }
DEV float h3i(int x, int y, int z) { return (hashu((unsigned)x * 73856093u ^ hashu((unsigned)y * 19349663u + 17u) ^ hashu((unsigned)z * 83492791u + 91u)) >> 8) * (1.0f / 16777216.0f); }
DEV float noise2(float x, float y, int s) {
  float fx = floorf(x), fy = floorf(y); int ix = (int)fx, iy = (int)fy; float a = x - fx, b = y - fy;
  a = a * a * (3 - 2 * a); b = b * b * (3 - 2 * b);
  return mixf(mixf(h3i(ix, iy, s), h3i(ix + 1, iy, s), a), mixf(h3i(ix, iy + 1, s), h3i(ix + 1, iy + 1, s), a), b);
}
DEV float fbm2(float x, float y, int s) { float r = 0, a = 0.5f; for (int i = 0; i < 4; i++) { r += a * noise2(x, y, s + i); x = x * 2.03f + 3.1f; y = y * 2.03f + 1.7f; a *= 0.5f; } return r; }

// Words of a primitive mask: up to 512 primitives.
#define MW 16
struct Mask { unsigned w[MW]; };
#define CTZ(x) __builtin_ctz(x)
struct Scene { const float* pr; const float* sp; int K; int env; int seed; };

DEV float gheight(const float* sp, float x, float z) {
  float A = sp[40]; if (A == 0.f) return 0.f;
  float f = sp[41];
  float r = sqrtf(x * x + z * z); float m = sstep(1.2f, 4.5f, r);
  float h = sinf(f * x + sp[42] + 1.3f * sinf(0.6f * f * z + sp[43])) * 0.5f + 0.5f * sinf(0.7f * f * z + sp[44] + 0.8f * sinf(0.5f * f * x));
  return A * h * m;
}
DEV float prim_sd(const float* P, V3 q) {   // q in local frame
  int type = (int)P[0]; float a = P[13], b = P[14], c = P[15], rd = P[16];
  if (type == 0) {  // ellipsoid a,b,c
    V3 u = v3(q.x / a, q.y / b, q.z / c); V3 w = v3(u.x / a, u.y / b, u.z / c);
    float k0 = len(u), k1 = len(w) + 1e-6f; return k0 * (k0 - 1.0f) / k1;
  } else if (type == 1) {
    V3 d = v3(fabsf(q.x) - a + rd, fabsf(q.y) - b + rd, fabsf(q.z) - c + rd);
    return len(v3(fmaxf(d.x, 0), fmaxf(d.y, 0), fmaxf(d.z, 0))) + fminf(fmaxf(d.x, fmaxf(d.y, d.z)), 0.f) - rd;
  } else if (type == 2) {  // capped cone along y, radius a at -c, b at +c, rounded, flatten in z by P[24]
    float fl = P[24]; float z = q.z / fl; float qx = sqrtf(q.x * q.x + z * z), qy = q.y;
    float k1x = b, k1y = c, k2x = b - a, k2y = 2 * c;
    float cax = qx - fminf(qx, qy < 0 ? a : b), cay = fabsf(qy) - c;
    float t = clampf(((k1x - qx) * k2x + (k1y - qy) * k2y) / (k2x * k2x + k2y * k2y), 0.f, 1.f);
    float cbx = qx - k1x + k2x * t, cby = qy - k1y + k2y * t;
    float s = (cbx < 0 && cay < 0) ? -1.f : 1.f;
    return (s * sqrtf(fminf(cax * cax + cay * cay, cbx * cbx + cby * cby)) - rd) * fl;
  } else {  // torus around y, R=a r=b, flatten y by P[24]
    float y = q.y / P[24]; float qx = sqrtf(q.x * q.x + q.z * q.z) - a; return (sqrtf(qx * qx + y * y) - b) * P[24];
  }
}
DEV V3 toloc(const float* P, V3 p) {
  V3 q = v3(p.x - P[1], p.y - P[2], p.z - P[3]);
  return v3(P[4] * q.x + P[5] * q.y + P[6] * q.z, P[7] * q.x + P[8] * q.y + P[9] * q.z, P[10] * q.x + P[11] * q.y + P[12] * q.z);
}
// masks: which primitives can matter for a ray / a point (bounding spheres)
DEVN void ray_mask(const Scene& S, V3 ro, V3 rd, float spread, float tmax, Mask& m) {
  for (int j = 0; j < (S.K + 31) / 32; j++) m.w[j] = 0;
  NOUNROLL for (int i = 0; i < S.K; i++) {
    const float* P = S.pr + i * PF; V3 q = v3(P[1] - ro.x, P[2] - ro.y, P[3] - ro.z); float R = P[25] + P[17] + 0.01f; float t = dot(q, rd); float l2 = dot(q, q);
    float tc = clampf(t, 0.f, tmax); float d2 = l2 - 2.f * tc * t + tc * tc; float e = R + spread * tc; if (d2 < e * e) m.w[i >> 5] |= 1u << (i & 31);
  }
}
DEVN void pt_mask(const Scene& S, V3 p, float rad, Mask& m) {
  for (int j = 0; j < (S.K + 31) / 32; j++) m.w[j] = 0;
  NOUNROLL for (int i = 0; i < S.K; i++) {
    const float* P = S.pr + i * PF; V3 q = v3(P[1] - p.x, P[2] - p.y, P[3] - p.z); float e = P[25] + P[17] + rad; if (dot(q, q) < e * e) m.w[i >> 5] |= 1u << (i & 31);
  }
}
DEVN float mapd(const Scene& S, const Mask& m, V3 p, bool ground) {
  float d = 1e3f;
  const int words = (S.K + 31) / 32;
  NOUNROLL for (int j = 0; j < words; j++) { unsigned w = m.w[j];
    while (w) { int i = j * 32 + CTZ(w); w &= w - 1;
    const float* P = S.pr + i * PF; float k = P[17];
    float dx = p.x - P[1], dy = p.y - P[2], dz = p.z - P[3];
    bool sub = P[23] > 0.5f; float lim = (sub ? 0.02f : d) + k + P[25];
    if (lim <= 0.f || dx * dx + dy * dy + dz * dz > lim * lim) continue;
    float di = prim_sd(P, toloc(P, p));
    if (sub) { float h = fmaxf(k - fabsf(d + di), 0.f) / k; d = fmaxf(d, -di) + h * h * k * 0.25f; }
    else { float h = fmaxf(k - fabsf(d - di), 0.f) / k; d = fminf(d, di) - h * h * k * 0.25f; }
  } }
  if (ground) { float g = (p.y - gheight(S.sp, p.x, p.z)) * (S.sp[40] > 0.f ? 0.8f : 1.0f); d = fminf(d, g); }
  return d;
}
DEVN float mapmat(const Scene& S, const Mask& m, V3 p, V3& col, float& gloss, float& emis, float& id) {
  float d = 1e3f; col = v3(.5f, .5f, .5f); gloss = 0; emis = 0; id = 0;
  const int words = (S.K + 31) / 32;
  NOUNROLL for (int j = 0; j < words; j++) { unsigned wd = m.w[j]; while (wd) { int i = j * 32 + CTZ(wd); wd &= wd - 1;
    const float* P = S.pr + i * PF; float k = P[17];
    float di = prim_sd(P, toloc(P, p));
    if (P[23] > 0.5f) { float h = fmaxf(k - fabsf(d + di), 0.f) / k; if (-di > d) { col = ld3(P + 18); gloss = P[21]; } d = fmaxf(d, -di) + h * h * k * 0.25f; }
    else {
      float h = fmaxf(k - fabsf(d - di), 0.f) / k; float mm = h * h * 0.5f; float w = di < d ? 1 - mm : mm;
      col = mix3(col, ld3(P + 18), w); gloss = mixf(gloss, P[21], w); emis = mixf(emis, P[22], w); if (w > 0.5f) id = 1.f + i;
      d = fminf(d, di) - h * h * k * 0.25f;
    }
  } }
  return d;
}
DEV float trace(const Scene& S, V3 ro, V3 rd, float t, float tmax, int n) {
  Mask m; ray_mask(S, ro, rd, 0.004f, tmax, m);
  NOUNROLL for (int i = 0; i < n; i++) {
    V3 p = ro + rd * t; float d = mapd(S, m, p, true);
    if (d < 0.0012f * t + 0.0005f) return t;
    t += d * 0.95f; if (t > tmax) return -1.f;
  }
  return t < tmax * 0.6f ? t : -1.f;
}
DEV V3 normal(const Scene& S, const Mask& m, V3 p, float e) {
  V3 r = v3(0, 0, 0);
  NOUNROLL for (int i = 0; i < 4; i++) { V3 o = v3((i == 0 || i == 3) ? 1.f : -1.f, i >= 2 ? 1.f : -1.f, (i & 1) ? 1.f : -1.f); r = r + o * mapd(S, m, p + o * e, true); }
  return norm(r);
}
DEV float shadow(const Scene& S, V3 ro, V3 rd) {
  Mask m; ray_mask(S, ro, rd, 0.12f, 7.f, m); unsigned any = 0; for (int j = 0; j < (S.K + 31) / 32; j++) any |= m.w[j]; if (!any) return 1.f;
  float res = 1.f, t = 0.03f;
  NOUNROLL for (int i = 0; i < 26; i++) {
    float d = mapd(S, m, ro + rd * t, false);
    res = fminf(res, 9.f * d / t); if (res < 0.01f) return 0.f;
    t += clampf(d, 0.04f, 0.6f); if (t > 7.f) break;
  }
  res = clampf(res, 0.f, 1.f); return res * res * (3 - 2 * res);
}
DEV float occl(const Scene& S, const Mask& m, V3 p, V3 n) {
  float o = 0, w = 1.f;
  NOUNROLL for (int i = 1; i <= 4; i++) { float h = 0.09f * i; float d = mapd(S, m, p + n * h, true); o += (h - d) * w; w *= 0.72f; }
  return clampf(1.f - 1.1f * o, 0.12f, 1.f);
}
DEV float ridge(float az, int s, float f, float rough) {
  return noise2(az * f, 0.5f, s) * 0.6f + noise2(az * f * 2.7f, 1.5f, s + 3) * 0.28f + noise2(az * f * 7.f, 2.5f, s + 5) * 0.12f * rough;
}
DEV V3 sky(const Scene& S, V3 rd, bool detail) {
  const float* sp = S.sp; V3 top = ld3(sp + 19), hor = ld3(sp + 22); int env = S.env, seed = S.seed; int light = (int)sp[33];
  float y = rd.y; V3 c;
  if (env == 6) {  // underwater
    c = mix3(hor, top, sstep(-0.15f, 0.75f, y));
    float az = atan2f(rd.x, -rd.z); float ray = noise2(az * 9.f + y * 2.5f, 3.f, seed) * noise2(az * 21.f + y * 4.f, 8.f, seed + 2);
    c = c + top * (ray * sstep(-0.05f, 0.5f, y) * 1.2f);
    return c;
  }
  c = mix3(hor, top, powf(clampf(y * 1.6f, 0.f, 1.f), 0.6f));
  V3 sd = ld3(sp + 56); float sz = sp[62]; float ca = dot(rd, sd);
  if (sz > 0.f) {
    c = c + ld3(sp + 59) * (0.35f * expf(-(1.f - ca) * 40.f) + 0.12f * expf(-(1.f - ca) * 8.f));
    c = mix3(c, ld3(sp + 59) * 1.6f, sstep(cosf(sz * 1.08f), cosf(sz * 0.92f), ca));
  }
  if (sp[54] > 0.f && detail) {  // stars on a cylinder grid
    float az = atan2f(rd.x, -rd.z); float u = az * 28.f, v = y * 34.f; int iu = (int)floorf(u), iv = (int)floorf(v);
    float h = h3i(iu, iv, seed); if (h > 0.72f) {
      float cx = 0.25f + 0.5f * h3i(iu, iv, seed + 7), cy = 0.25f + 0.5f * h3i(iu, iv, seed + 9); float du = u - iu - cx, dv = v - iv - cy;
      float r = 0.08f + 0.10f * h3i(iu, iv, seed + 11); float s = sstep(r, r * 0.4f, sqrtf(du * du + dv * dv)); c = c + v3(1.f, .95f, .85f) * (s * sp[54] * (0.4f + 0.9f * h3i(iu, iv, seed + 13)));
    }
  }
  if (sp[55] > 0.f && y > 0.01f && detail) {  // clouds: puffy bands
    float az = atan2f(rd.x, -rd.z); float n = fbm2(az * 5.f, y * 11.f, seed + 21); float m = sstep(0.50f, 0.62f, n) * sstep(0.02f, 0.12f, y);
    V3 cc = mix3(ld3(sp + 16) * 0.33f, hor, 0.4f) + v3(.12f, .12f, .12f); c = mix3(c, cc, m * sp[55]);
  }
  if (detail) {
    float az = atan2f(rd.x, -rd.z);
    if (env == 0) {  // earth
      float b = sp[63]; V3 ed = norm(v3(sinf(b), 0.20f, -cosf(b))); float ce = dot(rd, ed); float R = 0.11f;
      if (ce > cosf(R)) {
        V3 o = rd - ed * ce; float rr = len(o) / sinf(R); float zz = sqrtf(fmaxf(0.f, 1 - rr * rr)); float n = fbm2(o.x * 26.f + seed, o.y * 26.f, seed + 31);
        V3 ec = n > 0.48f ? v3(.12f, .38f, .12f) : v3(.05f, .2f, .7f); float cl = sstep(.5f, .6f, fbm2(o.x * 30.f, o.y * 44.f, seed + 41)); ec = mix3(ec, v3(1, 1, 1), cl * 0.8f);
        c = ec * (0.25f + 1.1f * clampf(0.7f * zz + 0.5f * o.x / sinf(R) * (sp[13] > 0 ? 1.f : -1.f), 0.f, 1.f));
      }
    }
    if (env == 5) {  // mountains
      for (int l = 0; l < 2; l++) {
        float h = (l ? 0.02f : 0.06f) + ridge(az, seed + 50 + l * 9, l ? 4.2f : 3.0f, 1.f) * (l ? 0.17f : 0.30f);
        if (y < h) { float n = noise2(az * 30.f, y * 40.f, seed + 3); float sn = sstep(-0.04f, 0.02f, y - h * (0.52f + 0.3f * (n - .5f)));
          V3 rock = mix3(v3(.22f, .27f, .38f), hor, l ? 0.25f : 0.5f); V3 snw = v3(.95f, .97f, 1.f); float side = noise2(az * 12.f + y * 6.f, 1.f, seed + 4) > 0.5f ? 1.f : 0.72f;
          V3 lit = ld3(sp + 25) * 0.75f + ld3(sp + 16) * 0.28f; c = mix3(rock, snw, sn) * side * lit; c = mix3(c, hor, l ? 0.1f : 0.3f); }
      }
    }
    if (env == 1 || env == 4 || env == 0) {
      float h = (env == 4 ? 0.015f : 0.01f) + powf(ridge(az, seed + 60, env == 4 ? 2.f : 3.0f, 0.3f), env == 1 ? 1.f : 1.5f) * (env == 0 ? 0.05f : 0.11f);
      if (env == 1) { float m = sstep(0.35f, 0.42f, noise2(az * 3.5f, 9.f, seed + 61)); h = 0.01f + 0.10f * m + 0.02f * ridge(az, seed + 62, 3.f, 1.f); }
      if (y < h) c = mix3(ld3(sp + 37) * (ld3(sp + 25) * 0.7f + ld3(sp + 16) * 0.25f), hor, env == 0 ? 0.f : 0.35f);
    }
    if (env == 3) {
      for (int l = 0; l < 2; l++) {
        float h = (l ? 0.05f : 0.12f) + 0.10f * noise2(az * 5.f, 3.f, seed + 70 + l); float u = az * (l ? 30.f : 40.f); float fu = u - floorf(u); float th = h3i((int)floorf(u), l, seed + 71);
        h += (0.10f * th + 0.03f) * (1.f - fabsf(fu - 0.5f) * 2.f);
        if (y < h) c = mix3(mix3(v3(.03f, .15f, .06f), v3(.06f, .22f, .07f), th) * (ld3(sp + 25) * 0.9f + ld3(sp + 16) * 0.25f), hor, l ? 0.08f : 0.35f);
      }
    }
    if (env == 7) { float h = 0.03f + 0.09f * ridge(az, seed + 80, 2.f, 0.f); if (y < h) c = mix3(v3(.16f, .42f, .12f) * (ld3(sp + 25) * 0.7f + ld3(sp + 16) * 0.28f), hor, 0.35f); }
    if (env == 8) {
      for (int l = 0; l < 2; l++) {
        float u = az * (l ? 11.f : 15.f) + l * 3.7f; int iu = (int)floorf(u); float fu = u - iu; float th = h3i(iu, l, seed + 90); float h = (l ? 0.06f : 0.16f) + th * 0.26f;
        if (y < h && fu > 0.04f) {
          bool dark = light >= 3; V3 base = mix3(mix3(v3(.30f, .34f, .42f), v3(.5f, .42f, .38f), h3i(iu, l, seed + 91)) * (ld3(sp + 25) * 0.6f + ld3(sp + 16) * 0.2f), hor, l ? 0.15f : 0.4f);
          float wu = fu * 6.f, wv = y * 75.f; float a = wu - floorf(wu), b = wv - floorf(wv); bool win = a > .25f && a < .8f && b > .25f && b < .75f;
          if (win) { float on = h3i(iu * 8 + (int)floorf(wu), (int)floorf(wv), seed + 92 + l); if (dark) base = on > 0.5f ? (light == 4 ? (on > .75f ? v3(1.2f, .25f, .9f) : v3(.2f, 1.0f, 1.2f)) : v3(1.2f, .85f, .4f)) : base; else base = base * 0.6f + v3(.1f, .14f, .2f); }
          c = base;
        }
      }
    }
  }
  return c;
}
DEV void ground_mat(const Scene& S, V3 p, V3& col, V3& n, float& gloss, float& emis, float& refl) {
  const float* sp = S.sp; int env = S.env, seed = S.seed; float x = p.x, z = p.z; V3 c1 = ld3(sp + 34), c2 = ld3(sp + 37);
  float r = sqrtf(x * x + z * z); float lod = 1.f / (1.f + 0.02f * r * r); gloss = 0.02f; emis = 0; refl = 0; int light = (int)sp[33];
  float nz = fbm2(x * 1.1f, z * 1.1f, seed); col = mix3(c1, c2, sstep(0.3f, 0.6f, nz)); float bx = 0, bz = 0;
  if (env == 0 || env == 1) {  // craters
    float sc = env == 0 ? 0.62f : 0.45f; float thr = env == 0 ? 0.45f : 0.8f;
    for (int oct = 0; oct < 2; oct++) {
      float u = x * sc, v = z * sc; int iu = (int)floorf(u), iv = (int)floorf(v);
      for (int a = -1; a <= 1; a++) for (int b = -1; b <= 1; b++) {
        int cx = iu + a, cy = iv + b; if (h3i(cx, cy, seed + 5 + oct) < thr) continue;
        float ox = cx + .2f + .6f * h3i(cx, cy, seed + 6 + oct), oy = cy + .2f + .6f * h3i(cx, cy, seed + 8 + oct), R = 0.2f + 0.3f * h3i(cx, cy, seed + 10 + oct);
        float dx = u - ox, dy = v - oy, q = sqrtf(dx * dx + dy * dy) / R;
        if (q < 1.4f && q > 1e-3f) { float dh = q < 1.f ? 1.6f * q * q * q : -3.f * (1.4f - q); bx += dh * dx / (q * R) * lod; bz += dh * dy / (q * R) * lod; if (q < 0.9f) col = col * (0.86f + 0.12f * q); }
      }
      sc *= 2.3f;
    }
    if (env == 1) { float n2 = noise2(x * 6.f, z * 6.f, seed + 15); if (n2 > 0.78f) col = col * 0.7f; }
  } else if (env == 4) { float ph = 7.f * (x + 0.5f * z) + 4.f * noise2(x * .8f, z * .8f, seed + 2); bx += 0.22f * cosf(ph) * lod; bz += 0.11f * cosf(ph) * lod; }
  else if (env == 6) {
    float ph = 5.f * z + 3.f * noise2(x * 1.2f, z * 1.2f, seed + 2); bz += 0.25f * cosf(ph) * lod;
    float ca = noise2(x * 2.6f + 1.5f * noise2(z * 2.f, x * 2.f, seed + 8), z * 2.6f, seed + 4); ca = 1.f - fabsf(ca - 0.5f) * 5.f; col = col * (1.f + 1.1f * fmaxf(ca, 0.f));
  } else if (env == 7) {
    col = col * (0.75f + 0.5f * noise2(x * 13.f, z * 5.f, seed + 2));
    for (int l = 0; l < 2; l++) {
      float sc = l ? 3.2f : 2.1f; float u = x * sc, v = z * sc; int iu = (int)floorf(u), iv = (int)floorf(v); float h = h3i(iu, iv, seed + 20 + l);
      if (h > 0.30f) { float ox = iu + .5f + .35f * (h3i(iu, iv, seed + 22) - .5f), oy = iv + .5f + .35f * (h3i(iu, iv, seed + 24) - .5f); float dx = u - ox, dy = v - oy, q = sqrtf(dx * dx + dy * dy);
        float an = atan2f(dy, dx); float R = 0.30f * (0.75f + 0.25f * cosf(5.f * an)); float hc = h3i(iu, iv, seed + 26);
        V3 fc = hc < .28f ? v3(.95f, .12f, .18f) : hc < .52f ? v3(.98f, .75f, .08f) : hc < .74f ? v3(.95f, .9f, .95f) : hc < .88f ? v3(.55f, .18f, .75f) : v3(.95f, .4f, .65f);
        if (q < R) col = fc; if (q < 0.09f) col = v3(.95f, .65f, .05f); }
    }
  } else if (env == 5) { float n2 = noise2(x * 2.5f, z * 2.5f, seed + 2), n3 = noise2(x * 2.5f + .2f, z * 2.5f, seed + 2), n4 = noise2(x * 2.5f, z * 2.5f + .2f, seed + 2); bx += (n3 - n2) * 1.2f * lod; bz += (n4 - n2) * 1.2f * lod; }
  else if (env == 3) { float n2 = noise2(x * 7.f, z * 7.f, seed + 2); col = mix3(col, v3(.30f, .2f, .07f), sstep(.62f, .75f, n2) * .7f); }
  else if (env == 8) {
    float fx = x * 0.9f, fz = z * 0.9f; fx -= floorf(fx); fz -= floorf(fz); float e = fminf(fminf(fx, 1 - fx), fminf(fz, 1 - fz)); if (e < 0.03f) col = col * 0.6f;
    refl = light >= 3 ? 0.35f : 0.08f; gloss = 0.3f; bx += 0.03f * (noise2(x * 5.f, z * 5.f, seed) - .5f); bz += 0.03f * (noise2(x * 5.f, z * 5.f, seed + 1) - .5f);
  } else if (env == 2) {
    float shore = sp[53] + 0.25f * sinf(x * 1.1f + sp[42]) + 0.12f * sinf(x * 2.7f + sp[43]);
    if (z < shore) {
      float foam = sstep(0.22f, 0.02f, shore - z - 0.12f * noise2(x * 4.f, z * 4.f, seed));
      float w1 = cosf(2.1f * x + 3.3f * z + sp[43]), w2 = cosf(-1.3f * x + 5.1f * z + sp[44] + 1.5f * noise2(x, z, seed)), w3 = cosf(4.7f * x + 2.2f * z);
      bx = (0.05f * w1 - 0.03f * w2 + 0.05f * w3) * lod; bz = (0.10f * w1 + 0.12f * w2 + 0.03f * w3) * lod;
      col = mix3(v3(.03f, .42f, .48f), v3(.01f, .14f, .36f), sstep(0.f, 5.f, shore - z)); col = mix3(col, v3(1, 1, 1), foam * .9f); refl = 0.55f * (1 - foam); gloss = 0.5f;
    } else { float wet = sstep(0.5f, 0.0f, z - shore); col = col * (1 - 0.35f * wet); bx += 0.15f * (noise2(x * 6.f, z * 6.f, seed) - .5f); }
  }
  n = norm(v3(n.x - bx, n.y, n.z - bz));
}
DEV V3 lit(const Scene& S, V3 p, V3 n, V3 rd, V3 col, float gloss, float emis, float sh, float ao) {
  const float* sp = S.sp; V3 L = ld3(sp + 13), lc = ld3(sp + 16), amb = ld3(sp + 25), F = ld3(sp + 47), fc = ld3(sp + 50);
  float ndl = dot(n, L); float wrap = clampf((ndl + 0.25f) / 1.25f, 0.f, 1.f); float dif = mixf(fmaxf(ndl, 0.f), wrap, 0.4f) * sh;
  float hemi = 0.6f + 0.4f * n.y; V3 h = norm(L - rd); float sps = powf(fmaxf(dot(n, h), 0.f), 8.f + 90.f * gloss) * sh * (0.04f + 1.1f * gloss);
  float fil = clampf((dot(n, F) + 0.3f) / 1.3f, 0.f, 1.f) * (0.4f + 0.6f * ao); float rim = powf(clampf(1.f + dot(n, rd), 0.f, 1.f), 3.f) * ao;
  V3 o = col * (lc * dif + amb * (hemi * ao) + fc * fil) + lc * sps + (lc * 0.06f + fc * 0.25f + amb * 0.12f) * rim;
  if (S.env == 6) { float ca = noise2(p.x * 3.f + p.y, p.z * 3.f + p.y * .7f, S.seed + 4); ca = fmaxf(1.f - fabsf(ca - .5f) * 6.f, 0.f); o = o + col * ld3(sp + 16) * (ca * 0.4f * fmaxf(n.y, 0.f)); }
  return o + col * emis;
}
DEV V3 fogit(const Scene& S, V3 c, float t) { const float* sp = S.sp; float f = 1.f - expf(-sp[28] * fmaxf(t - 2.f, 0.f)); return mix3(c, ld3(sp + 29), f); }
DEV float tmapf(float x) { x = fmaxf(x, 0.f); x = (x * (2.51f * x + 0.03f)) / (x * (2.43f * x + 0.59f) + 0.14f); return powf(clampf(x, 0.f, 1.f), 1.f / 2.2f); }

DEVN V3 pixel(const Scene& S, float u, float v, float* gb) {
  const float* sp = S.sp; V3 ro = ld3(sp), rt = ld3(sp + 3), up = ld3(sp + 6), fw = ld3(sp + 9); float tf = sp[12];
  V3 rd = norm(fw + rt * (u * tf) + up * (v * tf)); float t = trace(S, ro, rd, 0.3f, 40.f, 72); V3 c;
  gb[0] = 60.f; gb[1] = gb[2] = gb[3] = 0; gb[4] = -1;
  if (t < 0) { c = sky(S, rd, true); return c; }
  V3 p = ro + rd * t; Mask pm; pt_mask(S, p, 0.40f, pm); V3 n = normal(S, pm, p, 0.0012f * t + 0.0008f); V3 col; float gloss, emis, refl = 0, id; float d = mapmat(S, pm, p, col, gloss, emis, id);
  bool isg = d > (p.y - gheight(sp, p.x, p.z)) * 0.8f + 1e-4f && d > 0.01f; V3 gn = n;
  if (isg) { id = 0; ground_mat(S, p, col, n, gloss, emis, refl); } else refl = gloss > 0.55f ? 0.25f * gloss : 0.f;
  gb[0] = t; gb[1] = n.x; gb[2] = n.y; gb[3] = n.z; gb[4] = id;
  V3 L = ld3(sp + 13); float sh = dot(n, L) > -0.25f ? shadow(S, p + gn * 0.01f, L) : 0.f; float ao = occl(S, pm, p, gn);
  c = lit(S, p, n, rd, col, gloss, emis, sh, ao);
  if (refl > 0.01f) {
    V3 rr = rd - n * (2.f * dot(rd, n)); if (rr.y < 0.02f && isg) rr.y = 0.02f; float fr = refl * (0.25f + 0.75f * powf(clampf(1.f + dot(rd, n), 0.f, 1.f), 3.f)); if (isg && S.env == 2) fr = 0.12f + 0.88f * fr; 
    float t2 = isg ? trace(S, p + gn * 0.03f, rr, 0.05f, 14.f, 32) : -1.f; V3 rc;
    if (t2 > 0) { V3 p2 = p + rr * t2; pt_mask(S, p2, 0.1f, pm); V3 n2 = normal(S, pm, p2, 0.003f); V3 c2; float g2, e2, i2; mapmat(S, pm, p2, c2, g2, e2, i2); rc = lit(S, p2, n2, rr, c2, g2, e2, 0.8f, 0.8f); }
    else rc = sky(S, norm(rr), true);
    c = mix3(c, rc, fr);
  }
  c = fogit(S, c, t);
  return c;
}
DEV void do_pixel(const float* prims, const float* sps, int KM, int W, int H, int ss, int img, int pix, float* rgb, float* gbuf) {
  Scene S; S.pr = prims + (long)img * KM * PF; S.sp = sps + (long)img * SPN; S.K = (int)S.sp[46]; S.env = (int)S.sp[32]; S.seed = (int)S.sp[45];
  int x = pix % W, y = pix / W; V3 acc = v3(0, 0, 0); float g[5], g0[5]; float inv = 1.f / (ss * ss);
  NOUNROLL for (int a = 0; a < ss; a++) NOUNROLL for (int b = 0; b < ss; b++) {
    float fx = x + (a + 0.5f) / ss, fy = y + (b + 0.5f) / ss; V3 c = pixel(S, (2 * fx - W) / H, (H - 2 * fy) / H, g);
    acc = acc + v3(tmapf(c.x), tmapf(c.y), tmapf(c.z)) * inv; if (a == 0 && b == 0) for (int i = 0; i < 5; i++) g0[i] = g[i];
  }
  long o = (long)W * H; float* R = rgb + (long)img * 3 * o + pix; R[0] = acc.x; R[o] = acc.y; R[2 * o] = acc.z;
  float* G = gbuf + (long)img * 5 * o + pix; for (int i = 0; i < 5; i++) G[i * o] = g0[i];
}
extern "C" void render_cpu(const float* prims, const float* sps, int KM, int B, int W, int H, int ss, float* rgb, float* gbuf) {
  // ss==0 : adaptive antialiasing (1 sample everywhere, 3 more where the neighbourhood has contrast)
  int s0 = ss < 1 ? 1 : ss; long o = (long)W * H;
#pragma omp parallel for schedule(dynamic, 64) collapse(2)
  for (int img = 0; img < B; img++) for (int pix = 0; pix < W * H; pix++) do_pixel(prims, sps, KM, W, H, s0, img, pix, rgb, gbuf);
  if (ss > 0) return;
  unsigned char* M = new unsigned char[o * B];
  for (int img = 0; img < B; img++) for (int y = 0; y < H; y++) for (int x = 0; x < W; x++) {
    const float* R = rgb + (long)img * 3 * o; float c = 0; int p = y * W + x;
    for (int k = 0; k < 3; k++) { const float* q = R + k * o; float v = q[p]; if (x) c = fmaxf(c, fabsf(v - q[p - 1])); if (x < W - 1) c = fmaxf(c, fabsf(v - q[p + 1])); if (y) c = fmaxf(c, fabsf(v - q[p - W])); if (y < H - 1) c = fmaxf(c, fabsf(v - q[p + W])); }
    M[img * o + p] = c > 0.07f;
  }
#pragma omp parallel for schedule(dynamic, 64) collapse(2)
  for (int img = 0; img < B; img++) for (int pix = 0; pix < W * H; pix++) if (M[img * o + pix]) do_pixel(prims, sps, KM, W, H, 2, img, pix, rgb, gbuf);
  delete[] M;
}
