/* The sky: light scattered once by air and dust, a sun, two kinds of clouds, and stars. Radiance, linear, any scale. */
#include "scene.h"

V3 sunDirection, sunLight, skyLight;

static const float GROUND = 6360, TOP = 6420; /* kilometres */
static V3 rayleigh = {5.8e-3f, 13.5e-3f, 33.1e-3f}, ozone = {0.65e-3f, 1.88e-3f, 0.085e-3f};

static float to_top(float height, float up) {
  float r = GROUND + height, b = r * up;
  return -b + __builtin_sqrtf(most(0, b * b - r * r + TOP * TOP));
}
static V3 optical_depth(V3 from, V3 direction, float length, int steps) {
  V3 depth = grey(0);
  float part = length / (float)steps;
  for (int k = 0; k < steps; k++) {
    V3 p = add(from, times(direction, part * ((float)k + 0.5f)));
    float h = most(0, __builtin_sqrtf(dot(p, p)) - GROUND);
    float air = exp_(-h / 8), dust = exp_(-h / 1.2f) * 4e-3f * scene.turbidity, layer = most(0, 1 - __builtin_fabsf(h - 25) / 15);
    depth = add(depth, times(add(add(times(rayleigh, air), times(ozone, layer)), grey(dust * 1.1f)), part));
  }
  return depth;
}
static V3 fading(V3 depth) { return v3(exp_(-depth.x), exp_(-depth.y), exp_(-depth.z)); }

/* Light of the air alone, along one direction from the ground. */
V3 air_light(V3 direction) {
  V3 eye = v3(0, GROUND + 0.3f, 0);
  direction.y = most(direction.y, 0.004f);
  direction = unit(direction);
  float length = to_top(0.3f, direction.y), cosine = dot(direction, sunDirection);
  float g = 0.76f, air = 0.0597f * (1 + cosine * cosine);
  float dust = 0.0796f * (1 - g * g) / pow_(1 + g * g - 2 * g * cosine, 1.5f);
  V3 sum = grey(0), depth = grey(0);
  float last = 0;
  for (int k = 0; k < 20; k++) {
    float to = length * pow_((float)(k + 1) / 20, 2.2f), part = to - last;
    V3 p = add(eye, times(direction, (last + to) / 2));
    last = to;
    float r = __builtin_sqrtf(dot(p, p)), h = most(0, r - GROUND);
    V3 thin = times(rayleigh, exp_(-h / 8));
    float thick = exp_(-h / 1.2f) * 4e-3f * scene.turbidity, layer = most(0, 1 - __builtin_fabsf(h - 25) / 15);
    V3 here = add(add(thin, times(ozone, layer)), grey(thick * 1.1f));
    depth = add(depth, times(here, part));
    float up = dot(p, sunDirection) / r;
    /* The earth's own shadow, with the soft edge that the thickness of the air gives. */
    float seen = smooth(-0.035f, 0.02f, up + __builtin_sqrtf(most(0, 2 * h / GROUND)));
    V3 lit = times(fading(optical_depth(p, sunDirection, to_top(h, most(up, -0.02f)), 7)), seen);
    V3 through = fading(times(depth, 1));
    /* What has been scattered more than once is nearly even; without it evenings would be black opposite the sun. */
    V3 again = times(v3(0.9f, 1, 1.12f), 0.05f * smooth(-0.16f, 0.25f, sunDirection.y) * exp_(-h / 14));
    V3 scattered = add(times(thin, air), grey(thick * dust));
    V3 soft = add(thin, grey(thick));
    sum = add(sum, times(tinted(through, add(tinted(scattered, lit), tinted(soft, again))), part));
  }
  return times(sum, 20);
}

EXPORT(makeSky) void prepare_sky(void) {
  float e = scene.sunElevation, a = scene.sunAzimuth;
  sunDirection = v3(sin_(a) * cos_(e), sin_(e), cos_(a) * cos_(e));
  V3 eye = v3(0, GROUND + 0.3f, 0);
  float up = most(sunDirection.y, 0.001f);
  V3 direct = fading(optical_depth(eye, unit(v3(sunDirection.x, up, sunDirection.z)), to_top(0.3f, up), 24));
  sunLight = times(direct, 20 * smooth(-0.03f, 0.03f, sunDirection.y));
  skyLight = grey(0);
  for (int k = 0; k < 24; k++) {
    float height = 0.12f + 0.8f * (float)(k / 6) / 4, round = (float)(k % 6) * PI / 3 + a;
    float flat = __builtin_sqrtf(1 - height * height);
    skyLight = add(skyLight, times(air_light(v3(flat * sin_(round), height, flat * cos_(round))), height / 24 * 2));
  }
  /* Moon and stars: a night is never without any light. */
  skyLight = add(times(skyLight, PI * 0.75f), times(v3(0.006f, 0.009f, 0.016f), scene.stars));
}

static void prepare_air(int width, int height);

/* ---- clouds ------------------------------------------------------------------------------------------------------- */

static float cumulus_density(V3 p, int fine) {
  float base = scene.cloudBase, thick = 900;
  float level = (p.y - base) / thick;
  if (level < 0 || level > 1) return 0;
  uint32_t seed = (uint32_t)scene.seed + 5000;
  float where = fractal2(p.x / 5200, p.z / 5200, 2, seed) * 0.9f + scene.cumulus - 0.52f;
  float shape = smooth(0, 0.12f, level) * smooth(1, 0.25f, level);
  float d = where * 1.5f + 0.62f * noise3(p.x / 900, p.y / 620, p.z / 900, seed + 1) + 0.32f * noise3(p.x / 380, p.y / 300, p.z / 380, seed + 2);
  if (fine && d > -0.35f)
    d += 0.17f * noise3(p.x / 150, p.y / 130, p.z / 150, seed + 3) + 0.085f * noise3(p.x / 62, p.y / 58, p.z / 62, seed + 4);
  return clampf((d - 0.55f * level + 0.1f) * shape, 0, 1);
}

enum { MAX_CLOUD = 640 * 640 };
static float cloudRed[MAX_CLOUD], cloudGreen[MAX_CLOUD], cloudBlue[MAX_CLOUD], cloudClear[MAX_CLOUD];
static int cloudWidth, cloudHeight, cloudScale;

static void cumulus_into(int place, V3 direction) {
  V3 light = grey(0);
  float clear = 1;
  if (scene.cumulus > 0 && direction.y > 0.012f) {
    const int steps = 22;
    float from = scene.cloudBase / direction.y, to = least((scene.cloudBase + 900) / direction.y, 60000), part = (to - from) / steps;
    float cosine = dot(direction, sunDirection), forward = 0.55f + 0.45f * cosine;
    float glow = 0.35f + 1.9f * pow_(forward, 8) + 0.3f * pow_(1 - forward, 2);
    float jitter = hash2(place, 7, 99);
    V3 high = times(sunLight, most(1, 1.0f));
    V3 air = air_light(v3(direction.x, most(direction.y, 0.03f), direction.z));
    for (int k = 0; k < steps && clear > 0.03f && from < 58000; k++) {
      float far = from + part * ((float)k + jitter);
      V3 p = times(direction, far);
      p.x += scene.cameraX;
      p.z += scene.cameraZ;
      float d = cumulus_density(p, 1);
      if (d <= 0.003f) continue;
      float shade = 0;
      for (int s = 1; s <= 2; s++) shade += cumulus_density(add(p, times(sunDirection, 130.0f * (float)(s * s))), 0) * (s == 1 ? 1.5f : 6);
      float level = (p.y - scene.cloudBase) / 900;
      float reach = exp_(-shade * 0.75f) * 0.85f + 0.15f * exp_(-shade * 0.15f);
      V3 colour = add(times(high, reach * glow * 0.34f), times(skyLight, 0.2f + 0.2f * level));
      float haze = 1 - exp_(-far * (0.00002f + scene.haze * 0.00002f));
      colour = blend(colour, air, haze);
      float opacity = 1 - exp_(-d * least(part, 400) * 0.016f);
      light = add(light, times(colour, opacity * clear));
      clear *= 1 - opacity;
    }
  }
  cloudRed[place] = light.x;
  cloudGreen[place] = light.y;
  cloudBlue[place] = light.z;
  cloudClear[place] = clear;
}

void prepare_clouds(int width, int height) {
  prepare_air(width, height);
  cloudScale = 7;
  cloudWidth = width / cloudScale + 2;
  cloudHeight = height / cloudScale + 2;
  for (int j = 0; j < cloudHeight; j++)
    for (int i = 0; i < cloudWidth; i++)
      cumulus_into(j * cloudWidth + i, direction_of((float)(i * cloudScale), (float)(j * cloudScale)));
}

/* Places on the ground that lie in the shadow of a cloud, seen from the sun. */
float cloud_shadow(float x, float z) {
  if (scene.cumulus <= 0) return 1;
  float far = (scene.cloudBase + 250) / most(sunDirection.y, 0.12f);
  return 1 - 0.75f * smooth(0.02f, 0.3f, cumulus_density(v3(x + sunDirection.x * far, scene.cloudBase + 250, z + sunDirection.z * far), 0));
}

static float taken(const float *map, float u, float v) {
  int i = (int)u, j = (int)v;
  const float *p = map + j * cloudWidth + i;
  u -= (float)i;
  v -= (float)j;
  return lerp(lerp(p[0], p[1], u), lerp(p[cloudWidth], p[cloudWidth + 1], u), v);
}

/* Ice clouds: combed by the wind, thin, and lit through. */
static V3 with_cirrus(V3 sky, V3 direction) {
  if (scene.cirrus <= 0 || direction.y < 0.02f) return sky;
  uint32_t seed = (uint32_t)scene.seed + 7000;
  float far = 9000 / (direction.y + 0.02f), x = direction.x * far / 9000, z = direction.z * far / 9000;
  float t = 0.5f * x + 0.86f * z;
  z = -0.86f * x + 0.5f * z;
  x = t;
  float bend = 0.9f * fractal2(x * 0.5f, z * 0.5f, 3, seed);
  float veil = fractal2(x * 0.55f + bend, z * 0.7f, 3, seed + 9) + scene.cirrus - 0.45f;
  if (veil <= 0) return sky;
  float comb = fractal2(x * 1.1f + bend * 1.6f, z * 5.5f + bend * 2.5f, 4, seed + 20);
  float d = smooth(0, 0.85f, veil) * (0.45f + 0.75f * comb + 0.35f * fractal2(x * 7 + bend, z * 9, 2, seed + 40));
  if (d <= 0) return sky;
  d = clampf(d, 0, 1) * smooth(0.02f, 0.14f, direction.y) * 0.8f;
  float forward = 0.5f + 0.5f * dot(direction, sunDirection);
  /* High up the sun still shines after it has set below. */
  V3 late = blend(v3(1, 0.42f, 0.2f), v3(1, 0.93f, 0.86f), smooth(0.0f, 0.22f, sunDirection.y));
  V3 colour = add(times(late, (2.2f + 7 * pow_(forward, 6)) * smooth(-0.12f, 0.12f, sunDirection.y)), times(skyLight, 0.25f));
  return blend(sky, colour, d);
}

enum { AIR_CELL = 24, AIR_SIDE = 160 };
static V3 airGrid[AIR_SIDE * AIR_SIDE];
static void prepare_air(int width, int height) {
  for (int j = 0; j < height / AIR_CELL + 2; j++)
    for (int i = 0; i < width / AIR_CELL + 2; i++) {
      V3 direction = direction_of((float)(i * AIR_CELL), (float)(j * AIR_CELL));
      airGrid[j * AIR_SIDE + i] = direction.y > -0.08f ? air_light(direction) : grey(0);
    }
}
/* The light of the air at a place of the picture, from a coarse grid: it changes slowly. */
V3 air_seen(float screenX, float screenY) {
  float u = screenX / AIR_CELL, v = screenY / AIR_CELL;
  int i = (int)u, j = (int)v;
  const V3 *p = airGrid + j * AIR_SIDE + i;
  u -= (float)i;
  v -= (float)j;
  return blend(blend(p[0], p[1], u), blend(p[AIR_SIDE], p[AIR_SIDE + 1], u), v);
}

/* Stars; the moonless night behind them is the air's own light. */
V3 sky_colour(V3 direction) {
  V3 sky = grey(0);
  if (scene.stars > 0 && direction.y > 0) {
    float u = direction.x / (direction.y + 0.6f) * 260, v = direction.z / (direction.y + 0.6f) * 260;
    int i = (int)__builtin_floorf(u), j = (int)__builtin_floorf(v);
    float dx = u - (float)i - 0.3f - 0.4f * hash2(i, j, 11), dy = v - (float)j - 0.3f - 0.4f * hash2(i, j, 12);
    float chance = hash2(i, j, 13), size = 0.004f;
    float bright = chance > 0.93f ? pow_((chance - 0.93f) / 0.07f, 5) * 9 + 0.25f : 0;
    V3 hue = blend(v3(1, 0.8f, 0.62f), v3(0.7f, 0.82f, 1), hash2(i, j, 14));
    sky = times(hue, scene.stars * bright * exp_(-(dx * dx + dy * dy) / size) * smooth(0, 0.2f, direction.y) * 0.35f);
  }
  return sky;
}

V3 cloud_over(V3 sky, V3 direction, float screenX, float screenY) {
  sky = with_cirrus(sky, direction);
  /* The disc, its glare, and a glow that is lens as much as air. */
  float apart = 1 - dot(direction, sunDirection);
  V3 sun = times(sunLight, smooth(0.000016f, 0.000009f, apart) * 60 + 0.5f * exp_(-apart * 2600) + 0.10f * exp_(-apart * 260));
  sky = add(sky, sun);
  if (scene.cumulus <= 0) return sky;
  /* The cloud map is coarse; a little fine noise in where it is read gives its edges their fluff. */
  float fluff = 2.4f * noise2(screenX / 13, screenY / 13, 5) + 1.3f * noise2(screenX / 5, screenY / 5, 6);
  float u = clampf((screenX + fluff) / (float)cloudScale, 0, (float)cloudWidth - 1.01f - 1), v = clampf((screenY + fluff * 0.7f) / (float)cloudScale, 0, (float)cloudHeight - 1.01f - 1);
  float clear = taken(cloudClear, u, v);
  return add(times(sky, clear), v3(taken(cloudRed, u, v), taken(cloudGreen, u, v), taken(cloudBlue, u, v)));
}
