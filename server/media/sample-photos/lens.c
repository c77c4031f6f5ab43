/* Water that mirrors what stands behind it, then glare, exposure, film. */
#include "scene.h"

static inline V3 pixel(const float *film, int width, int x, int y) {
  const float *p = film + ((size_t)y * (size_t)width + (size_t)x) * 3;
  return v3(p[0], p[1], p[2]);
}

/* Slopes of the waves at a place; waves finer than a pixel are left to `wild`, the unrest of what cannot be seen. */
static void waves_at(float x, float z, float distance, float footprint, float *sx, float *sz, float *wild) {
  float strength = scene.waves, length = 9;
  uint32_t seed = (uint32_t)scene.seed + 9000;
  *sx = *sz = *wild = 0;
  float calm = 0.45f + 0.55f * smooth(-0.25f, 0.35f, fractal2(x / 90, z / 260, 2, seed + 50));
  for (int k = 0; k < 5; k++, length *= 0.45f) {
    float share = strength * calm * (k < 2 ? 0.5f : 1);
    float seen = smooth(length * 0.9f, length * 0.25f, footprint * (1 + distance * 0.004f));
    *wild += share * (1 - seen);
    if (seen <= 0) continue;
    Sloped n = sloped_noise(x / length * 0.62f + (float)k * 3.1f, z / length, seed + (uint32_t)k);
    *sx += share * seen * n.dx * 0.5f;
    *sz += share * seen * n.dy * 0.5f;
  }
}

/* Called after every column has been walked: what the water shows is in the picture already. */
EXPORT(pourWater) void pour_water(float *film, const uint8_t *wet, int width, int height) {
  float focal = scene.focal * (float)(width > height ? width : height), level = scene.horizon * (float)height;
  V3 ahead = v3(sin_(scene.yaw), 0, cos_(scene.yaw)), right = v3(ahead.z, 0, -ahead.x);
  float stand = most(ground_at(scene.cameraX, scene.cameraZ, 0.5f).height, 0) + scene.cameraHeight;
  V3 eye = v3(scene.cameraX, stand, scene.cameraZ);
  for (int row = (int)level; row < height; row++)
    for (int column = 0; column < width; column++) {
      size_t k = (size_t)row * (size_t)width + (size_t)column;
      if (wet[k] == 0) continue;
      V3 d = direction_of((float)column + 0.5f, most((float)row + 0.5f, level + 0.35f));
      float distance = least(eye.y / most(-d.y, 1e-5f), 40000), x = eye.x + d.x * distance, z = eye.z + d.z * distance, sx, sz, wild;
      float footprint = distance / focal;
      waves_at(x, z, distance, footprint, &sx, &sz, &wild);
      V3 mirrored = grey(0);
      /* Still water needs one look, unrest a handful. */
      const int looks = wild < 0.004f ? 1 : wild < 0.015f ? 2 : 3;
      for (int look = 0; look < looks; look++) {
        uint32_t dice = mixed((uint32_t)column * 0x9e3779b1u ^ (uint32_t)row * 0x85ebca77u ^ (uint32_t)look * 0xc2b2ae3du);
        float ax = sx + wild * 0.0021f * ((float)(dice & 255) + (float)(dice >> 8 & 255) - 255);
        float az = sz + wild * 0.0035f * ((float)(dice >> 16 & 255) + (float)(dice >> 24) - 255);
        float turn = 2 * (d.y - d.x * ax - d.z * az) / (1 + ax * ax + az * az);
        V3 r = v3(d.x + turn * ax, d.y - turn, d.z + turn * az);
        r.y = most(r.y < 0 ? -r.y : r.y, 0.0015f);
        float away = focal / most(dot(r, ahead), 0.05f);
        float u = clampf((float)width / 2 + dot(r, right) * away, 0, (float)width - 2);
        float v = clampf(level - r.y * away, 0, level - 1.5f);
        V3 seen = pixel(film, width, (int)u, (int)v);
        float bright = luminance(seen);
        if (bright > 60) seen = times(seen, 60 / bright);
        mirrored = add(mirrored, times(seen, 1.0f / (float)looks));
      }
      float steep = clampf(-d.y + 0.5f * __builtin_sqrtf(sx * sx + sz * sz + wild * wild * 0.1f), 0, 1);
      float mirror = 0.02f + 0.98f * pow_(1 - steep, 5);
      V3 deep = v3(0.012f, 0.03f, 0.034f);
      float depth = distance < 120 ? -shape_at(x, z).height : 9;
      if (depth < 1.8f) {
        V3 bottom = times(v3(0.0975f, 0.08625f, 0.0615f), 0.5f + 0.9f * hash2((int)(x * 7), (int)(z * 7), 5));
        deep = blend(bottom, deep, smooth(0, 1.8f, depth));
      }
      V3 own = tinted(deep, add(times(skyLight, 0.3f), times(sunLight, 0.2f * most(0, sunDirection.y) * shadow_at(x, z))));
      V3 colour = through_air(add(times(mirrored, mirror), times(own, 1 - mirror)), eye, d, distance);
      float part = (float)wet[k] / 255;
      film[k * 3] += colour.x * part;
      film[k * 3 + 1] += colour.y * part;
      film[k * 3 + 2] += colour.z * part;
    }
}

enum { GLARE = 8, GLARE_SIDE = 400 };
static V3 glare[GLARE_SIDE * GLARE_SIDE], other[GLARE_SIDE * GLARE_SIDE];

enum { REACH = 9 };
static void blur(const V3 *from, V3 *to, int w, int h, int stepX, int stepY) {
  float shares[REACH + 1];
  for (int k = 0; k <= REACH; k++) shares[k] = exp_(-(float)(k * k) / (REACH * REACH * 0.3f));
  for (int j = 0; j < h; j++)
    for (int i = 0; i < w; i++) {
      V3 sum = grey(0);
      float weight = 0;
      for (int k = -REACH; k <= REACH; k++) {
        int ii = i + k * stepX, jj = j + k * stepY;
        if (ii < 0 || jj < 0 || ii >= w || jj >= h) continue;
        float share = shares[k < 0 ? -k : k];
        sum = add(sum, times(from[jj * GLARE_SIDE + ii], share));
        weight += share;
      }
      to[j * GLARE_SIDE + i] = times(sum, 1 / weight);
    }
}

enum { TONES = 1024 };
/* What a tone becomes on the print, 0 to 255, by the tone's square root: finer in the shadows. */
static float toneTable[TONES + 2];
static void make_tones(void) {
  for (int k = 0; k < TONES + 2; k++) {
    float root = (float)k / TONES, value = pow_(root * root, 1 / 2.2f);
    toneTable[k] = 255 * lerp(value, value * value * (3 - 2 * value), scene.contrast);
  }
}
static inline float toned(float v) {
  float place = __builtin_sqrtf(clampf(v, 0, 1)) * TONES;
  int k = (int)place;
  return lerp(toneTable[k], toneTable[k + 1], place - (float)k);
}

static float film_curve(float v) { return clampf(v * (2.51f * v + 0.03f) / (v * (2.43f * v + 0.59f) + 0.14f), 0, 1); }

/* Exposes by the middle of the picture's brightness, as a camera does, and develops to 8 bits. */
EXPORT(develop) void develop(const float *film, int width, int height, uint8_t *rgb) {
  int w = width / GLARE, h = height / GLARE;
  float sum = 0, count = 0;
  for (int j = 0; j < h; j++)
    for (int i = 0; i < w; i++) {
      V3 mean = grey(0);
      for (int k = 0; k < 16; k++) mean = add(mean, times(pixel(film, width, i * GLARE + (k & 3) * 2, j * GLARE + (k >> 2) * 2), 1.0f / 16));
      glare[j * GLARE_SIDE + i] = mean;
      float across = ((float)i / (float)w - 0.5f) * 1.6f, weight = exp_(-across * across);
      sum += weight * log2_(luminance(mean) + 1e-4f);
      count += weight;
    }
  float gain = 0.2f / exp2_(sum / count) * exp2_(scene.exposure);
  for (int k = 0; k < w * h; k++) {
    V3 *p = &glare[(k / w) * GLARE_SIDE + k % w];
    float bright = luminance(*p) * gain;
    *p = times(*p, smooth(1.2f, 6, bright) * least(1, 30 / most(bright, 1)));
  }
  blur(glare, other, w, h, 1, 0);
  blur(other, glare, w, h, 0, 1);
  make_tones();
  V3 balance = v3(1 + 0.12f * scene.warmth, 1, 1 - 0.14f * scene.warmth);
  for (int row = 0; row < height; row++) {
    float before = 0, v = clampf((float)row / GLARE - 0.5f, 0, (float)h - 1.01f), y = (float)row / (float)height - 0.5f;
    const V3 *upper = glare + (int)v * GLARE_SIDE, *lower = upper + GLARE_SIDE;
    for (int i = 0; i < w; i++) other[i] = times(blend(upper[i], lower[i], v - (float)(int)v), 0.1f);
    for (int column = 0; column < width; column++) {
      size_t k = (size_t)row * (size_t)width + (size_t)column;
      float u = clampf((float)column / GLARE - 0.5f, 0, (float)w - 1.01f), x = (float)column / (float)width - 0.5f;
      V3 c = add(pixel(film, width, column, row), blend(other[(int)u], other[(int)u + 1], u - (float)(int)u));
      float far = x * x + y * y;
      c = tinted(times(c, gain * (1 - 0.55f * far * (far + 0.5f))), balance);
      /* Very bright colours go over into white, as film does, instead of clipping one by one. */
      float bright = luminance(c);
      if (bright > 1.5f) c = blend(c, grey(bright), 0.55f * smooth(1.5f, 9, bright));
      c = v3(film_curve(c.x * 0.72f), film_curve(c.y * 0.72f), film_curve(c.z * 0.72f));
      float after = luminance(c);
      c = add(grey(after), times(sub(c, grey(after)), scene.saturation));
      uint32_t dice = mixed((uint32_t)column * 0x9e3779b1u ^ (uint32_t)row * 0x85ebca77u);
      float noise = ((float)(dice & 255) + (float)(dice >> 8 & 255) + (float)(dice >> 16 & 255) - 382) * (1.0f / 200);
      /* Grains are larger than pixels: each one also colours its neighbour. */
      float clumped = noise + 0.7f * before, root = __builtin_sqrtf(clampf(after, 0, 1));
      before = noise;
      float grain = scene.grain * 4.2f * clumped * (0.35f + 1.1f * root * (1 - 0.55f * after)) + 0.5f;
      rgb[k * 3] = (uint8_t)clampf(toned(c.x) + grain, 0, 255);
      rgb[k * 3 + 1] = (uint8_t)clampf(toned(c.y) + grain, 0, 255);
      rgb[k * 3 + 2] = (uint8_t)clampf(toned(c.z) + grain, 0, 255);
    }
  }
}
