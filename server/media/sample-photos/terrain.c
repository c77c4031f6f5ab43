/* The land: a height map with erosion-like ridges, finer octaves where the eye is near, shadows and trees. */
#include "scene.h"

enum { SIDE = 1024, LIGHT_SIDE = 512 };
static const float EXTENT = 24000;
static float heights[SIDE * SIDE];
static float shadows[LIGHT_SIDE * LIGHT_SIDE], opens[LIGHT_SIDE * LIGHT_SIDE], scratch[LIGHT_SIDE * LIGHT_SIDE];

/* Slopes damp the octaves that lie on them, as rain does: ridges stay sharp and valleys fill up. */
static float eroded(float x, float z, int octaves, uint32_t seed) {
  float sum = 0, strength = 1, dx = 0, dz = 0;
  for (int k = 0; k < octaves; k++) {
    Sloped n = sloped_noise(x, z, seed + (uint32_t)k * 977);
    dx += n.dx * 0.5f;
    dz += n.dy * 0.5f;
    sum += strength * (n.value * 0.5f + 0.5f) / (1 + dx * dx + dz * dz);
    strength *= 0.5f;
    float t = 1.6f * x - 1.2f * z;
    z = 1.2f * x + 1.6f * z;
    x = t;
  }
  return sum;
}

/* Wind-blown sand: long gentle backs, short steep fronts, crests that wander. */
static float dunes(float x, float z, uint32_t seed) {
  float sum = 0, strength = 1, length = 620, turned = 0.82f * x - 0.57f * z;
  z = 0.57f * x + 0.82f * z;
  x = turned;
  for (int k = 0; k < 3; k++, strength *= 0.3f, length *= 0.37f) {
    float bent = z + 260 * (length / 700) * fractal2(x / (length * 1.3f), z / (length * 1.7f), 2, seed + (uint32_t)k * 31);
    float t = bent / length + 0.35f * noise2(x / (length * 2.6f), z / (length * 2.6f), seed + 7 + (uint32_t)k);
    t -= __builtin_floorf(t);
    float crest = t < 0.7f ? t / 0.7f : (1 - t) / 0.3f;
    crest = t < 0.7f ? crest * crest * (1.7f - 0.7f * crest) : crest * (0.6f + 0.4f * crest);
    sum += strength * crest * (0.65f + 0.35f * noise2(x / (length * 2), z / (length * 2), seed + 50 + (uint32_t)k));
  }
  return sum;
}

static float shaped(float x, float z) {
  uint32_t seed = (uint32_t)scene.seed;
  float h;
  if (scene.land < 0.5f) {
    float warpX = 600 * noise2(x / 3100, z / 3100, seed + 1), warpZ = 600 * noise2(x / 3100, z / 3100, seed + 2);
    h = eroded((x + warpX) / 4600, (z + warpZ) / 4600, 8, seed);
    h = scene.relief * (pow_(h, 1.25f) - 0.22f);
    float far = z - scene.originZ;
    /* Higher ranges behind lower ones make depth. */
    h *= 0.22f + 0.95f * smooth(500, 8000, far);
  } else if (scene.land < 1.5f) {
    h = scene.relief * (0.55f * fractal2(x / 2300, z / 2300, 4, seed) + 0.25f * eroded(x / 1500, z / 1500, 5, seed + 5));
    h += scene.relief * 0.55f * smooth(3500, 14000, z - scene.originZ);
  } else if (scene.land < 2.5f) {
    h = scene.relief * dunes(x, z, seed);
  } else {
    h = eroded(x / 2600, z / 2600, 8, seed);
    h = scene.relief * (pow_(h, 1.8f) - 0.33f);
  }
  if (scene.lake > 0) {
    float dx = x - scene.originX, dz = z - scene.originZ - scene.lake * 0.62f;
    float shore = 1 + 0.34f * fractal2(x / 900, z / 900, 4, seed + 77);
    float away = __builtin_sqrtf(dx * dx * 0.8f + dz * dz) / (scene.lake * shore);
    h = lerp(-14, most(h, 2) , smooth(0.62f, 1.5f, away)) + 1.5f * smooth(0.8f, 1.2f, away);
  }
  return h;
}

static float top;
float highest_land(void) { return top; }

float lattice[257 * 257];

EXPORT(makeLand) void make_land(void) {
  for (int k = 0; k < 257 * 257; k++) lattice[k] = 2 * hash2(k % 257 & 255, k / 257 & 255, 1) - 1;
  top = 0;
  for (int k = 0; k < SIDE * SIDE; k++) {
    heights[k] = shaped((float)(k % SIDE) * EXTENT / SIDE, (float)(k / SIDE) * EXTENT / SIDE);
    top = most(top, heights[k]);
  }
}

/* Smooth between the samples: a quadratic spline, so slopes have no creases. */
Ground shape_at(float x, float z) {
  const float step = EXTENT / SIDE;
  float u = clampf(x / step, 1.5f, SIDE - 2.5f), v = clampf(z / step, 1.5f, SIDE - 2.5f);
  int i = (int)(u + 0.5f), j = (int)(v + 0.5f);
  float a = u - (float)i, b = v - (float)j;
  float wx[3] = {0.5f * (0.5f - a) * (0.5f - a), 0.75f - a * a, 0.5f * (0.5f + a) * (0.5f + a)}, sx[3] = {a - 0.5f, -2 * a, a + 0.5f};
  float wz[3] = {0.5f * (0.5f - b) * (0.5f - b), 0.75f - b * b, 0.5f * (0.5f + b) * (0.5f + b)}, sz[3] = {b - 0.5f, -2 * b, b + 0.5f};
  Ground g = {0, 0, 0, 0};
  for (int q = 0; q < 3; q++) {
    const float *row = heights + (size_t)(j - 1 + q) * SIDE + i - 1;
    float across = row[0] * wx[0] + row[1] * wx[1] + row[2] * wx[2];
    g.height += across * wz[q];
    g.dx += (row[0] * sx[0] + row[1] * sx[1] + row[2] * sx[2]) * wz[q];
    g.dz += across * sz[q];
  }
  g.dx /= step;
  g.dz /= step;
  float steep = g.dx * g.dx + g.dz * g.dz;
  g.rough = scene.land > 1.5f && scene.land < 2.5f ? 0.02f : 0.12f + 0.88f * smooth(0.04f, 0.7f, steep);
  return g;
}

/* Finer octaves down to the footprint. Under water nobody looks, and wind leaves sand smooth. */
Ground detailed(Ground g, float x, float z, float footprint) {
  if (g.height < -3) return g;
  int octaves = scene.land > 1.5f && scene.land < 2.5f ? 2 : 7;
  float length = 34, x1 = x, z1 = z;
  uint32_t seed = (uint32_t)scene.seed + 400;
  for (int k = 0; k < octaves && length > footprint * 2.4f; k++, length *= 0.47f) {
    Sloped n = sloped_noise(x1 / length, z1 / length, seed + (uint32_t)k * 13);
    float strength = g.rough * length * 0.16f;
    g.height += strength * n.value;
    g.dx += strength / length * n.dx;
    g.dz += strength / length * n.dy;
    x1 += 137.3f;
    z1 -= 71.9f;
  }
  return g;
}

Ground ground_at(float x, float z, float footprint) { return detailed(shape_at(x, z), x, z, footprint); }

/* What detail and trees can add to a shape at most. */
float tallest_on(Ground shape) {
  return shape.height + 10.5f * shape.rough + (scene.forest > 0 ? 22.5f : 0) + 1.2f * scene.meadow;
}

static float on_map(const float *map, float x, float z) {
  float u = clampf(x / EXTENT * LIGHT_SIDE, 0, LIGHT_SIDE - 2), v = clampf(z / EXTENT * LIGHT_SIDE, 0, LIGHT_SIDE - 2);
  int i = (int)u, j = (int)v;
  const float *p = map + j * LIGHT_SIDE + i;
  u -= (float)i;
  v -= (float)j;
  return lerp(lerp(p[0], p[1], u), lerp(p[LIGHT_SIDE], p[LIGHT_SIDE + 1], u), v);
}
float shadow_at(float x, float z) { return on_map(shadows, x, z); }
float openness_at(float x, float z) { return on_map(opens, x, z); }

static float coarse_height(float x, float z) {
  float u = clampf(x / EXTENT * SIDE, 0, SIDE - 2), v = clampf(z / EXTENT * SIDE, 0, SIDE - 2);
  int i = (int)u, j = (int)v;
  const float *p = heights + (size_t)j * SIDE + i;
  u -= (float)i;
  v -= (float)j;
  return lerp(lerp(p[0], p[1], u), lerp(p[SIDE], p[SIDE + 1], u), v);
}

/* Where the sun reaches, with soft edges, and how much of the sky a place sees. */
EXPORT(makeLight) void make_light(void) {
  const float step = EXTENT / LIGHT_SIDE;
  float flat = __builtin_sqrtf(sunDirection.x * sunDirection.x + sunDirection.z * sunDirection.z) + 1e-4f;
  float dx = sunDirection.x / flat, dz = sunDirection.z / flat, rise = sunDirection.y / flat;
  for (int j = 0; j < LIGHT_SIDE; j++)
    for (int i = 0; i < LIGHT_SIDE; i++) {
      float x = (float)i * step, z = (float)j * step, h = most(coarse_height(x, z), 0), light = 1, far = 30;
      for (int k = 0; k < 34 && light > 0; k++, far *= 1.17f) {
        float above = h + 2 + far * rise - coarse_height(x + dx * far, z + dz * far);
        light = least(light, 0.5f + above / (far * 0.035f));
      }
      shadows[j * LIGHT_SIDE + i] = clampf(light, 0, 1);
      scratch[j * LIGHT_SIDE + i] = h;
    }
  for (int j = 0; j < LIGHT_SIDE; j++)
    for (int i = 0; i < LIGHT_SIDE; i++) {
      float sum = 0;
      for (int k = 0; k < 16; k++) {
        float far = k < 8 ? 4 : 11;
        int ii = (int)clampf((float)i + far * cos_((float)k * PI / 4), 0, LIGHT_SIDE - 1);
        int jj = (int)clampf((float)j + far * sin_((float)k * PI / 4), 0, LIGHT_SIDE - 1);
        sum += clampf((scratch[jj * LIGHT_SIDE + ii] - scratch[j * LIGHT_SIDE + i]) / (far * step), -0.2f, 1.2f);
      }
      opens[j * LIGHT_SIDE + i] = clampf(1 - sum / 16 * 1.1f, 0.25f, 1);
    }
}

/* A tree stands somewhere in each cell of two turned grids. Conifers are cones, broad-leaved trees are domes. */
Tree tree_at(float x, float z, Ground ground, float distance) {
  Tree none = {0, 0, {0, 1, 0}, 0, 0};
  if (scene.forest <= 0 || distance < scene.clearing || ground.height < 2.5f || ground.height > scene.treeLine) return none;
  float steep = ground.dx * ground.dx + ground.dz * ground.dz;
  if (steep > 1.1f) return none;
  Tree best = none;
  float wood = -10;
  for (int grid = 0; grid < 2; grid++) {
    const float cell = grid ? 9.5f : 7.5f, turn = grid ? 0.8f : 0.6f, other = grid ? 0.6f : 0.8f;
    float u = (x * turn - z * other) / cell, v = (x * other + z * turn) / cell;
    int i = (int)__builtin_floorf(u), j = (int)__builtin_floorf(v);
    uint32_t seed = (uint32_t)scene.seed + 1300 + (uint32_t)grid;
    float chance = hash2(i, j, seed);
    float size = 0.55f + 0.45f * hash2(i, j, seed + 3);
    int leafy = hash2(i, j, seed + 6) < scene.leaves;
    float radius = (0.24f + 0.12f * size) * (leafy ? 1.36f : 1);
    float px = u - (float)i - 0.5f - (hash2(i, j, seed + 1) - 0.5f) * (1 - 2 * radius);
    float pz = v - (float)j - 0.5f - (hash2(i, j, seed + 2) - 0.5f) * (1 - 2 * radius);
    float away = __builtin_sqrtf(px * px + pz * pz) / radius;
    away += (leafy ? 0.5f : 0.24f) * (hash2((int)(x * 2.3f), (int)(z * 2.3f), seed + 4) - 0.4f);
    if (away >= 1) continue;
    away = most(away, 0);
    float top = cell * size * (leafy ? 1.45f : 2.3f);
    float crown = leafy ? __builtin_sqrtf(1 - away * away) : 1 - away * (0.75f + 0.25f * away);
    float height = top * (leafy ? 0.3f + 0.7f * crown : crown);
    if (height <= best.height) continue;
    /* Where the wood stands is asked last: most places lie beside every crown. */
    if (wood < -9) {
      wood = fractal2(x / 420, z / 420, 3, (uint32_t)scene.seed + 900) * 1.3f + scene.forest * 1.6f - 0.75f;
      wood -= smooth(0.7f, 1, ground.height / scene.treeLine) * 0.9f;
    }
    if (wood < -0.15f) return none;
    if (chance > 0.35f + wood * 0.8f) continue;
    float side = leafy ? away : 0.85f;
    float nx = (px * turn + pz * other) / radius, nz = (-px * other + pz * turn) / radius;
    best.height = height;
    best.crown = crown;
    best.normal = unit(v3(nx * side, leafy ? 0.3f + crown : 0.55f, nz * side));
    best.tint = hash2(i, j, seed + 5);
    best.kind = leafy ? 2 : 1;
  }
  return best;
}
