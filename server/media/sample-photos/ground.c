/* What the land looks like: rock, grass, snow, sand and trees in the light of sun and sky, seen through the air. */
#include "scene.h"

enum { ROUND = 256 };
static V3 airAround[ROUND];

/* The colour of far-away air, once around the horizon. */
EXPORT(makeAir) void make_air(void) {
  for (int k = 0; k < ROUND; k++) {
    float a = (float)k * 2 * PI / ROUND;
    airAround[k] = air_light(v3(sin_(a), 0.045f, cos_(a)));
  }
}
static V3 far_air(V3 direction) {
  float ax = direction.x < 0 ? -direction.x : direction.x, az = direction.z < 0 ? -direction.z : direction.z;
  float t = least(ax, az) / (most(ax, az) + 1e-6f), angle = t * (0.9724f - 0.1919f * t * t);
  if (ax > az) angle = PI / 2 - angle;
  if (direction.z < 0) angle = PI - angle;
  if (direction.x < 0) angle = 2 * PI - angle;
  float place = angle * ROUND / (2 * PI);
  int k = (int)place;
  return blend(airAround[k & (ROUND - 1)], airAround[(k + 1) & (ROUND - 1)], place - (float)k);
}

/* How much of a layer that thins out upwards lies on the way. */
static float layered(float height, float rise, float distance, float scale) {
  float t = rise * distance / scale;
  float whole = t > 0.001f || t < -0.001f ? (1 - exp_(-t)) / t : 1;
  return exp_(-height / scale) * whole * distance;
}

V3 through_air(V3 colour, V3 from, V3 direction, float distance) {
  V3 air = far_air(direction);
  float way = scene.haze * 0.001f * layered(from.y, direction.y, distance, scene.hazeHeight);
  V3 through = v3(exp_(-way * 0.62f), exp_(-way), exp_(-way * 1.65f));
  V3 seen = add(tinted(colour, through), tinted(air, sub(grey(1), through)));
  if (scene.mist > 0) {
    V3 there = add(from, times(direction, distance));
    float clump = 0.55f + 0.9f * fractal2(there.x / 1300, there.z / 700, 3, (uint32_t)scene.seed + 8000);
    float fog = scene.mist * 0.001f * most(clump, 0.03f) * layered(most(from.y, 0), direction.y, distance, scene.mistTop);
    float forward = 0.5f + 0.5f * dot(direction, sunDirection), gone = 1 - exp_(-fog);
    V3 lit = add(times(skyLight, 0.26f), times(sunLight, 0.035f + 0.16f * pow_(forward, 10)));
    seen = blend(seen, blend(lit, air, 0.45f), gone);
  }
  return seen;
}

static V3 rock_colour(V3 place, uint32_t seed) {
  float band = noise2(place.y / 17 + 2.5f * fractal2(place.x / 210, place.z / 210, 2, seed), place.x / 900, seed + 1);
  float spots = fractal2(place.x / 9 + place.y / 7, place.z / 9 - place.y / 7, 3, seed + 2);
  V3 rock = blend(v3(0.115f, 0.105f, 0.098f), v3(0.255f, 0.232f, 0.205f), clampf(0.5f + 0.35f * band + 0.5f * spots, 0, 1));
  return rock;
}

static V3 sand_colour(V3 place, uint32_t seed) {
  V3 sand = blend(v3(0.52f, 0.345f, 0.195f), v3(0.62f, 0.45f, 0.285f), 0.5f + 0.5f * fractal2(place.x / 160, place.z / 160, 3, seed));
  return times(sand, 0.94f + 0.12f * hash2((int)(place.x * 90), (int)(place.z * 90), 3));
}

static V3 plants_colour(V3 place, uint32_t seed) {
  float patches = 0.5f + 0.6f * fractal2(place.x / 120, place.z / 120, 3, seed) + 0.25f * fractal2(place.x / 7, place.z / 7, 2, seed + 4);
  V3 green = blend(v3(0.031f, 0.046f, 0.019f), v3(0.066f, 0.079f, 0.033f), clampf(patches, 0, 1));
  V3 dry = blend(v3(0.12f, 0.085f, 0.03f), v3(0.235f, 0.175f, 0.075f), clampf(patches, 0, 1));
  return blend(green, dry, clampf(scene.dryness + 0.35f * (patches - 0.5f), 0, 1));
}

static V3 crown_colour(Tree tree) {
  if (tree.kind < 1.5f) return blend(v3(0.014f, 0.026f, 0.013f), v3(0.034f, 0.05f, 0.02f), tree.tint);
  V3 summer = blend(v3(0.026f, 0.052f, 0.013f), v3(0.066f, 0.088f, 0.022f), tree.tint);
  float turn = tree.tint * 3;
  V3 turned = turn < 1 ? blend(v3(0.05f, 0.075f, 0.018f), v3(0.235f, 0.155f, 0.035f), turn)
              : turn < 2 ? blend(v3(0.235f, 0.155f, 0.035f), v3(0.225f, 0.083f, 0.026f), turn - 1)
                         : blend(v3(0.225f, 0.083f, 0.026f), v3(0.115f, 0.04f, 0.022f), turn - 2);
  return blend(summer, turned, scene.autumn);
}

V3 lit_ground(V3 place, Ground ground, Tree tree, float distance, float footprint) {
  uint32_t seed = (uint32_t)scene.seed + 2000;
  float dx = ground.dx, dz = ground.dz;
  int sand = scene.land > 1.5f && scene.land < 2.5f;
  if (sand && footprint < 0.2f) {
    float wave = 2 * PI * (place.z * 0.8f + place.x * 0.35f + 0.9f * fractal2(place.x / 3.1f, place.z / 2.3f, 3, seed)) / 0.24f;
    float strength = 0.22f * cos_(wave) * smooth(0.2f, 0.02f, footprint) * (0.55f + 0.45f * noise2(place.x / 5, place.z / 5, seed + 1));
    dz += strength;
    dx += strength * 0.4f;
  }
  V3 normal = unit(v3(-dx, 1, -dz)), albedo;
  float shade = 1, snow = 0;
  if (tree.kind > 0) {
    float rustle = footprint < 0.8f ? (hash2((int)(place.x * 2.2f), (int)(place.z * 2.2f + place.y * 2.6f), 17) - 0.5f) : 0;
    rustle *= tree.kind > 1.5f ? 1.3f : 0.6f;
    normal = unit(v3(tree.normal.x + rustle, tree.normal.y + rustle * 0.5f, tree.normal.z - rustle));
    albedo = times(crown_colour(tree), 1 + rustle * 0.7f);
    shade = 0.22f + 0.78f * tree.crown;
    snow = 0.75f * smooth(scene.snowLine - 60, scene.snowLine + 160, place.y) * smooth(0.25f, 0.75f, tree.crown + rustle * 0.3f);
  } else if (sand) {
    albedo = sand_colour(place, seed);
  } else {
    float ragged = 0.16f * fractal2(place.x / 60, place.z / 60, 4, seed + 9);
    float bare = smooth(0.80f, 0.66f, normal.y + ragged - 0.25f * smooth(0.5f, 1.3f, place.y / scene.treeLine));
    albedo = bare <= 0   ? plants_colour(place, seed)
             : bare >= 1 ? rock_colour(place, seed)
                         : blend(plants_colour(place, seed), rock_colour(place, seed), bare);
    if (place.y < 4) {
      float beach = smooth(3.2f, 0.8f, place.y + 2.5f * ragged);
      V3 pebbles = times(v3(0.165f, 0.152f, 0.135f), 0.6f + 0.9f * hash2((int)(place.x * 11), (int)(place.z * 11), 5));
      albedo = times(blend(albedo, pebbles, beach), lerp(0.45f, 1, smooth(0.05f, 0.7f, place.y)));
    }
    snow = smooth(-90, 90, place.y - scene.snowLine + 420 * ragged) * smooth(0.52f, 0.74f, normal.y + 0.6f * ragged);
  }
  albedo = blend(albedo, v3(0.80f, 0.83f, 0.88f), snow);
  float sun = shadow_at(place.x, place.z), open = openness_at(place.x, place.z);
  if (sun > 0) sun *= cloud_shadow(place.x, place.z);
  float facing = dot(normal, sunDirection);
  /* Crowns let some light through from behind. */
  float direct = tree.kind > 0 ? most(0, 0.72f * facing + 0.28f) * (0.4f + 0.6f * shade) : most(0, facing);
  V3 above = times(skyLight, open * (0.55f + 0.45f * normal.y) * shade * 0.32f);
  V3 bounce = times(tinted(sunLight, v3(0.1f, 0.085f, 0.06f)), 0.16f * (1 - normal.y * 0.6f) * open * most(sunDirection.y, 0) * sun);
  V3 light = add(add(times(sunLight, direct * sun * 0.318f), above), bounce);
  if (snow > 0.3f) light = add(light, times(tinted(sunLight, v3(0.7f, 0.85f, 1)), 0.02f * snow * sun));
  (void)distance;
  return tinted(albedo, light);
}
