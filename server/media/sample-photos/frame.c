/* The camera: every column of the picture is walked from the lens to the horizon; then come water, lens and film. */
#include "scene.h"

Scene scene;
extern uint8_t __heap_base;
EXPORT(heapBase) int32_t heap_base(void) { return (int32_t)(uintptr_t)&__heap_base; }
EXPORT(sceneAddress) Scene *scene_address(void) { return &scene; }

static int width, height;
static float *film;      /* linear red, green, blue of every pixel */
static uint8_t *wet;     /* how much of a pixel is water, 0 to 255 */
static float focal, level; /* in pixels: focal length, row of the horizon */
static V3 eye, ahead, right;
static float highest; /* what the land reaches, trees included */

V3 direction_of(float screenX, float screenY) {
  float x = (screenX - (float)width / 2) / focal, y = (level - screenY) / focal;
  return unit(v3(ahead.x + right.x * x, y, ahead.z + right.z * x));
}

EXPORT(beginFrame) void begin_frame(int w, int h, float *pixels, uint8_t *water) {
  width = w;
  height = h;
  film = pixels;
  wet = water;
  focal = scene.focal * (float)(w > h ? w : h);
  level = scene.horizon * (float)h;
  ahead = v3(sin_(scene.yaw), 0, cos_(scene.yaw));
  right = v3(ahead.z, 0, -ahead.x);
  float stand = ground_at(scene.cameraX, scene.cameraZ, 0.5f).height;
  eye = v3(scene.cameraX, most(stand, 0) + scene.cameraHeight, scene.cameraZ);
  highest = highest_land() + 25;
  prepare_clouds(w, h);
}

/* Grass in front of the lens: blades of a few centimetres width that are higher than the ground they stand on. */
static float blades(float x, float z, float distance, Ground ground) {
  if (scene.meadow <= 0 || distance > 55 || ground.height < 0.6f) return 0;
  uint32_t seed = (uint32_t)scene.seed + 3000;
  float tuft = 0.55f + 0.6f * fractal2(x / 1.7f, z / 1.7f, 2, seed), u = x * 190 + z * 21, across = u - __builtin_floorf(u);
  float blade = hash2((int)__builtin_floorf(u), (int)(z * 38), seed + 1), point = 1 - (2 * across - 1) * (2 * across - 1);
  return scene.meadow * most(tuft, 0.05f) * (0.15f + 0.85f * blade * point) * smooth(55, 30, distance);
}

typedef struct { V3 place; float row; Ground ground; Tree tree; float grass; int water; } Hit;
/* What is at a distance. Where even its tallest would lie below `edge`, nothing more is found out than that. */
static Hit look(float lateral, float z, float edge) {
  Hit hit;
  float x = eye.x + ahead.x * z + right.x * lateral * z, depth = eye.z + ahead.z * z + right.z * lateral * z;
  hit.ground = shape_at(x, depth);
  hit.row = level - focal * (most(tallest_on(hit.ground), 0) - eye.y) / z;
  if (hit.row > edge) return hit;
  hit.ground = detailed(hit.ground, x, depth, z / focal);
  hit.tree = tree_at(x, depth, hit.ground, z);
  hit.grass = blades(x, depth, z, hit.ground);
  hit.water = hit.ground.height < 0 && !(scene.land > 1.5f && scene.land < 2.5f);
  float h = hit.water ? 0 : hit.ground.height + hit.tree.height + hit.grass;
  hit.place = v3(x, h, depth);
  hit.row = level - focal * (h - eye.y) / z;
  return hit;
}

/* Columns are painted a few at a time into a narrow strip: jumping a whole row for every pixel is slow. */
enum { STRIP = 16, MAX_HEIGHT = 4100 };
static V3 strip[STRIP * MAX_HEIGHT];
static uint16_t wetness[STRIP * MAX_HEIGHT];

static void paint(int column, float from, float to, V3 colour, int water) {
  V3 *shown = strip + column * MAX_HEIGHT;
  for (int row = (int)most(from, 0); row < height && (float)row < to; row++) {
    float part = least(to, (float)row + 1) - most(from, (float)row);
    if (water) wetness[column * MAX_HEIGHT + row] += (uint16_t)(part * 255 + 0.5f);
    else shown[row] = add(shown[row], times(colour, part));
  }
}

static V3 seen_colour(Hit hit, float lateral, float z) {
  V3 way = sub(hit.place, eye);
  float distance = __builtin_sqrtf(dot(way, way));
  V3 colour = lit_ground(hit.place, hit.ground, hit.tree, distance, z / focal);
  if (hit.grass > 0) {
    float up = clampf(hit.grass / (scene.meadow * 0.9f), 0, 1), hue = hash2((int)__builtin_floorf(hit.place.x * 190 + hit.place.z * 21), (int)(hit.place.z * 38), 21);
    V3 straw = blend(v3(0.82f, 1.0f, 0.86f), v3(1.4f, 1.25f, 1.0f), hue * (0.25f + scene.dryness));
    colour = times(tinted(colour, straw), 0.35f + 1.15f * up);
    float through = most(0, dot(unit(v3(way.x, 0, way.z)), sunDirection));
    colour = add(colour, times(tinted(sunLight, v3(0.022f, 0.024f, 0.009f)), up * up * through * shadow_at(hit.place.x, hit.place.z)));
  }
  (void)lateral;
  return through_air(colour, eye, times(way, 1 / distance), distance);
}

static void walk(int column, int place) {
  float lateral = ((float)column + 0.5f - (float)width / 2) / focal, edge = (float)height;
  float above = most(eye.y - most(ground_at(eye.x, eye.z, 1).height, 0), 0.5f);
  /* Ground nearer than this lies below the picture's edge, even where it rises a good deal. */
  float z = most(0.6f, 0.45f * focal * above / most((float)height - level, 1)), last = z;
  while (z < 26000 && edge > 0) {
    /* Nothing further away can rise above what has been painted. */
    if (level - focal * (highest - eye.y) / z > edge) break;
    Hit hit = look(lateral, z, edge);
    float span = edge - hit.row;
    if (span > 0) {
      int parts = span > 1.2f ? (int)least(span + 1, 600) : 1;
      for (int k = 1; k <= parts; k++) {
        float here = last + (z - last) * (float)k / (float)parts;
        Hit fine = k == parts ? hit : look(lateral, here, edge);
        /* A sliver of a pixel waits for the next look. */
        if (fine.row > edge - 0.3f) continue;
        float top = most(fine.row, 0);
        paint(place, top, edge, fine.water ? grey(0) : seen_colour(fine, lateral, here), fine.water);
        edge = top;
      }
    }
    last = z;
    z += clampf(z * z / (focal * above) * 1.1f, z * 0.0007f, z * (scene.meadow > 0 && z < 60 ? 0.0015f : 0.007f));
  }
  for (int row = 0; (float)row < edge; row++) {
    V3 direction = direction_of((float)column + 0.5f, (float)row + 0.5f);
    V3 sky = through_air(add(air_seen((float)column, (float)row), sky_colour(direction)), eye, direction, 45000);
    paint(place, (float)row, least(edge, (float)row + 1), cloud_over(sky, direction, (float)column, (float)row), 0);
  }
  }

EXPORT(walkColumns) void walk_columns(void) {
  for (int first = 0; first < width; first += STRIP) {
    int columns = width - first < STRIP ? width - first : STRIP;
    for (int k = 0; k < STRIP * MAX_HEIGHT; k++) wetness[k] = 0;
    for (int k = 0; k < STRIP * MAX_HEIGHT; k++) strip[k] = grey(0);
    for (int k = 0; k < columns; k++) walk(first + k, k);
    for (int row = 0; row < height; row++)
      for (int k = 0; k < columns; k++) {
        size_t to = (size_t)row * (size_t)width + (size_t)(first + k);
        V3 colour = strip[k * MAX_HEIGHT + row];
        film[to * 3] = colour.x;
        film[to * 3 + 1] = colour.y;
        film[to * 3 + 2] = colour.z;
        uint16_t water = wetness[k * MAX_HEIGHT + row];
        wet[to] = (uint8_t)(water > 255 ? 255 : water);
      }
  }
}
