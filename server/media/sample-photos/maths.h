/* Small mathematics for pictures: vectors, fast functions good to about 1 in 10,000, and noise. No libc. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name)))
#define PI 3.14159265f

typedef struct { float x, y, z; } V3;
static inline V3 v3(float x, float y, float z) { V3 v = {x, y, z}; return v; }
static inline V3 grey(float k) { return v3(k, k, k); }
static inline V3 add(V3 a, V3 b) { return v3(a.x + b.x, a.y + b.y, a.z + b.z); }
static inline V3 sub(V3 a, V3 b) { return v3(a.x - b.x, a.y - b.y, a.z - b.z); }
static inline V3 times(V3 a, float k) { return v3(a.x * k, a.y * k, a.z * k); }
static inline V3 tinted(V3 a, V3 b) { return v3(a.x * b.x, a.y * b.y, a.z * b.z); }
static inline float dot(V3 a, V3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static inline V3 unit(V3 a) { return times(a, 1 / __builtin_sqrtf(dot(a, a) + 1e-12f)); }
static inline float least(float a, float b) { return a < b ? a : b; }
static inline float most(float a, float b) { return a > b ? a : b; }
static inline float clampf(float v, float low, float high) { return most(low, least(high, v)); }
static inline float lerp(float a, float b, float t) { return a + (b - a) * t; }
static inline V3 blend(V3 a, V3 b, float t) { return add(times(a, 1 - t), times(b, t)); }
static inline float smooth(float from, float to, float v) {
  float t = clampf((v - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}
static inline float luminance(V3 c) { return 0.2126f * c.x + 0.7152f * c.y + 0.0722f * c.z; }

static inline float exp2_(float v) {
  v = clampf(v, -126, 126);
  float whole = __builtin_floorf(v), t = v - whole;
  union { uint32_t bits; float value; } power = {(uint32_t)((int32_t)whole + 127) << 23};
  return power.value * (1 + t * (0.6931472f + t * (0.2402265f + t * (0.0555041f + t * (0.0096181f + t * 0.0013333f)))));
}
static inline float exp_(float v) { return exp2_(v * 1.44269504f); }
static inline float log2_(float v) {
  union { float value; uint32_t bits; } u = {v};
  float exponent = (float)((int32_t)(u.bits >> 23) - 127);
  u.bits = (u.bits & 0x7fffff) | 0x3f800000;
  float m = u.value, t = (m - 1) / (m + 1), s = t * t;
  return exponent + t * (2.8853901f + s * (0.9617967f + s * (0.5770780f + s * 0.4121980f)));
}
static inline float pow_(float base, float power) { return base <= 0 ? 0 : exp2_(power * log2_(base)); }
static inline float sin_(float v) {
  v *= 0.15915494f;
  v -= __builtin_floorf(v + 0.5f);
  float a = v * (8 - 16 * (v < 0 ? -v : v));
  return a * (0.775f + 0.225f * (a < 0 ? -a : a));
}
static inline float cos_(float v) { return sin_(v + PI / 2); }

/* ---- noise -------------------------------------------------------------------------------------------------------- */

static inline uint32_t mixed(uint32_t v) {
  v ^= v >> 16; v *= 0x7feb352du; v ^= v >> 15; v *= 0x846ca68bu; v ^= v >> 16;
  return v;
}
static inline float hash2(int x, int y, uint32_t seed) {
  return (float)(mixed((uint32_t)x * 0x9e3779b1u ^ (uint32_t)y * 0x85ebca77u ^ seed) >> 8) * (1.0f / 16777216);
}

/* Random values from -1 to 1 on a lattice that repeats after 256; one row and column more, so that neighbours are there. */
extern float lattice[257 * 257];
static inline const float *corner(float fx, float fy, uint32_t seed) {
  uint32_t x = (uint32_t)(int)fx + seed * 37, y = (uint32_t)(int)fy + seed * 91;
  return lattice + (y & 255) * 257 + (x & 255);
}

/* Value noise from -1 to 1 with its slopes. */
typedef struct { float value, dx, dy; } Sloped;
static inline Sloped sloped_noise(float x, float y, uint32_t seed) {
  float fx = __builtin_floorf(x), fy = __builtin_floorf(y), u = x - fx, v = y - fy;
  const float *p = corner(fx, fy, seed);
  float a = p[0], b = p[1], c = p[257], d = p[258];
  float su = u * u * u * (u * (u * 6 - 15) + 10), sv = v * v * v * (v * (v * 6 - 15) + 10);
  float du = 30 * u * u * (u * (u - 2) + 1), dv = 30 * v * v * (v * (v - 2) + 1);
  float k = a - b - c + d;
  Sloped s = {a + (b - a) * su + (c - a) * sv + k * su * sv, du * (b - a + k * sv), dv * (c - a + k * su)};
  return s;
}
static inline float noise2(float x, float y, uint32_t seed) {
  float fx = __builtin_floorf(x), fy = __builtin_floorf(y), u = x - fx, v = y - fy;
  const float *p = corner(fx, fy, seed);
  u = u * u * (3 - 2 * u);
  v = v * v * (3 - 2 * v);
  return p[0] + (p[1] - p[0]) * u + (p[257] - p[0]) * v + (p[0] - p[1] - p[257] + p[258]) * u * v;
}
static inline float noise3(float x, float y, float z, uint32_t seed) {
  float fz = __builtin_floorf(z), w = z - fz;
  uint32_t layer = seed + (uint32_t)(int)fz * 57;
  w = w * w * (3 - 2 * w);
  return lerp(noise2(x, y, layer), noise2(x, y, layer + 57), w);
}
/* Octaves turned against each other, so that no grid shows. About -1 to 1. */
static inline float fractal2(float x, float y, int octaves, uint32_t seed) {
  float sum = 0, strength = 0.5f;
  for (int k = 0; k < octaves; k++, strength *= 0.5f) {
    sum += strength * noise2(x, y, seed + (uint32_t)k * 101);
    float t = 1.6f * x - 1.2f * y;
    y = 1.2f * x + 1.6f * y;
    x = t;
  }
  return sum;
}
