/*
 * Where things of one picture are in another. For every place p of a picture half way between the two, a shift v is
 * sought such that the first picture around p - v looks like the second around p + v. Compared is the normalised
 * correlation of small windows, so light and contrast may differ; sought is from coarse to fine, and after each step the
 * shifts are smoothed, weighted by how sure they are. (After Liao et al., Automating image morphing using structural
 * similarity on a halfway domain, 2014, with a plain search in place of their optimiser.)
 */
#include <stddef.h>
#include <stdint.h>
#define EXPORT(name) __attribute__((export_name(#name)))

extern uint8_t __heap_base;
EXPORT(heapBase) int32_t heap_base(void) { return (int32_t)(uintptr_t)&__heap_base; }

enum { MOST = 256 * 256, LEVELS = 5, WINDOW = 3 };
static float first[LEVELS][MOST], second[LEVELS][MOST];
static float shiftX[MOST], shiftY[MOST], smoothX[MOST], smoothY[MOST], sure[MOST];
static float bestX[MOST], bestY[MOST], bestCost[MOST], bestLike[MOST], plainLike[MOST], worth[MOST];
static float a[MOST], b[MOST], aa[MOST], bb[MOST], ab[MOST], like[MOST], texture[MOST], outside[MOST];
static float modelX[MOST], modelY[MOST]; /* the camera's own move: one shift and one zoom for the whole picture */
static float work[MOST], wideX[MOST], wideY[MOST], wideSure[MOST];

static inline float clampf(float v, float low, float high) { return __builtin_fminf(__builtin_fmaxf(v, low), high); }

static inline float at(const float *image, int w, int h, float x, float y) {
  x = clampf(x, 0, (float)w - 1.001f);
  y = clampf(y, 0, (float)h - 1.001f);
  int i = (int)x, j = (int)y;
  const float *p = image + j * w + i;
  x -= (float)i;
  y -= (float)j;
  float upper = p[0] + (p[1] - p[0]) * x, lower = p[w] + (p[w + 1] - p[w]) * x;
  return upper + (lower - upper) * y;
}

static void halve(const float *from, int w, int h, float *to) {
  for (int j = 0; j < h / 2; j++)
    for (int i = 0; i < w / 2; i++) {
      const float *p = from + 2 * j * w + 2 * i;
      to[j * (w / 2) + i] = (p[0] + p[1] + p[w] + p[w + 1]) * 0.25f;
    }
}

/* Mean over a square of 2 * reach + 1, by running sums; at the edges over what there is. */
static void average(float *image, int w, int h, int reach) {
  for (int j = 0; j < h; j++) {
    float *row = image + j * w, sum = 0;
    for (int i = 0; i < reach && i < w; i++) sum += row[i];
    for (int i = 0; i < w; i++) {
      int in = i + reach, out = i - reach - 1;
      if (in < w) sum += row[in];
      if (out >= 0) sum -= row[out];
      int from = out + 1 > 0 ? out + 1 : 0, to = in < w ? in : w - 1;
      work[j * w + i] = sum / (float)(to - from + 1);
    }
  }
  static float sums[4096];
  for (int i = 0; i < w; i++) sums[i] = 0;
  for (int j = 0; j < reach && j < h; j++)
    for (int i = 0; i < w; i++) sums[i] += work[j * w + i];
  for (int j = 0; j < h; j++) {
    int in = j + reach, out = j - reach - 1, from = out + 1 > 0 ? out + 1 : 0, to = in < h ? in : h - 1;
    float part = 1.0f / (float)(to - from + 1);
    for (int i = 0; i < w; i++) {
      if (in < h) sums[i] += work[in * w + i];
      if (out >= 0) sums[i] -= work[out * w + i];
      image[j * w + i] = sums[i] * part;
    }
  }
}

/* How alike the windows are when every shift is changed by (dx, dy): -1 to 1, and how much there is to compare. */
static void compare(int level, int w, int h, float dx, float dy) {
  for (int j = 0, k = 0; j < h; j++)
    for (int i = 0; i < w; i++, k++) {
      float sx = shiftX[k] + dx, sy = shiftY[k] + dy;
      float x0 = (float)i - sx, y0 = (float)j - sy, x1 = (float)i + sx, y1 = (float)j + sy;
      a[k] = at(first[level], w, h, x0, y0);
      b[k] = at(second[level], w, h, x1, y1);
      aa[k] = a[k] * a[k];
      bb[k] = b[k] * b[k];
      ab[k] = a[k] * b[k];
      float most = (float)w - 1, high = (float)h - 1;
      outside[k] = x0 < 0 || x1 < 0 || y0 < 0 || y1 < 0 || x0 > most || x1 > most || y0 > high || y1 > high;
    }
  average(a, w, h, WINDOW);
  average(b, w, h, WINDOW);
  average(aa, w, h, WINDOW);
  average(bb, w, h, WINDOW);
  average(ab, w, h, WINDOW);
  /* Below this variance a window counts as flat: the pictures have a variance of 1 as a whole. */
  const float flat = 0.004f;
  for (int k = 0; k < w * h; k++) {
    float va = aa[k] - a[k] * a[k], vb = bb[k] - b[k] * b[k], both = ab[k] - a[k] * b[k];
    va = __builtin_fmaxf(va, 0);
    vb = __builtin_fmaxf(vb, 0);
    like[k] = (both + flat) / __builtin_sqrtf((va + flat) * (vb + flat));
    float spread = __builtin_sqrtf(va * vb);
    texture[k] = spread / (spread + 0.03f);
  }
}

/* Shifts that are sure reach out over those that are not; where nothing near is sure, the camera's own move remains. */
static void smoothen(int w, int h) {
  int near = w > h ? w / 22 : h / 22, far = w > h ? w / 6 : h / 6;
  if (near < 1) near = 1;
  for (int k = 0; k < w * h; k++) {
    smoothX[k] = wideX[k] = (shiftX[k] - modelX[k]) * sure[k];
    smoothY[k] = wideY[k] = (shiftY[k] - modelY[k]) * sure[k];
    like[k] = wideSure[k] = sure[k];
  }
  for (int pass = 0; pass < 2; pass++) {
    average(smoothX, w, h, near);
    average(smoothY, w, h, near);
    average(like, w, h, near);
    average(wideX, w, h, far);
    average(wideY, w, h, far);
    average(wideSure, w, h, far);
  }
  for (int k = 0; k < w * h; k++) {
    float weight = like[k] + 0.06f * wideSure[k] + 0.02f;
    smoothX[k] = modelX[k] + (smoothX[k] + 0.06f * wideX[k]) / weight;
    smoothY[k] = modelY[k] + (smoothY[k] + 0.06f * wideY[k]) / weight;
  }
}

/* One shift and one zoom for everything. */
static void lay_model(int w, int h, float x, float y, float zoom) {
  for (int j = 0, k = 0; j < h; j++)
    for (int i = 0; i < w; i++, k++) {
      modelX[k] = shiftX[k] = smoothX[k] = (x + zoom * (((float)i + 0.5f) / (float)w - 0.5f)) * (float)w;
      modelY[k] = shiftY[k] = smoothY[k] = (y + zoom * (((float)j + 0.5f) / (float)h - 0.5f)) * (float)h;
    }
}
static float model_likeness(int level, int w, int h, float x, float y, float zoom) {
  lay_model(w, h, x, y, zoom);
  compare(level, w, h, 0, 0);
  float sum = 0, weight = 0, seen = 0;
  for (int k = 0; k < w * h; k++) {
    float share = texture[k] * (1 - outside[k]);
    sum += like[k] * share;
    weight += share;
    seen += 1 - outside[k];
  }
  /* Standing still is likely; so is seeing nearly the same part of the world. */
  return sum / (weight + 0.05f * (float)(w * h)) - 0.35f * (1 - seen / (float)(w * h)) - 5 * (x * x + y * y) - 0.8f * zoom * zoom;
}

typedef struct { float x, y, zoom, score; } Model;
static Model best_around(Model centre, int level, int w, int h, int reach, float step, int zooms, float zoomStep) {
  Model best = centre;
  for (int z = -zooms; z <= zooms; z++)
    for (int q = -reach; q <= reach; q++)
      for (int p = -reach; p <= reach; p++) {
        Model tried = {centre.x + (float)p * step, centre.y + (float)q * step, centre.zoom + (float)z * zoomStep, 0};
        tried.score = model_likeness(level, w, h, tried.x, tried.y, tried.zoom);
        if (tried.score > best.score) best = tried;
      }
  return best;
}

/* Tries changes of every shift in a square of 2 * reach + 1 steps, each `step` pixels; keeping near the smooth is worth something. */
static void search(int level, int w, int h, int reach, float step, float loyalty) {
  /* What the camera's own move alone explains needs no other explanation. */
  for (int k = 0; k < w * h; k++) bestX[k] = shiftX[k], bestY[k] = shiftY[k], shiftX[k] = modelX[k], shiftY[k] = modelY[k];
  compare(level, w, h, 0, 0);
  for (int k = 0; k < w * h; k++) {
    plainLike[k] = like[k] > 0 ? like[k] : 0;
    shiftX[k] = bestX[k], shiftY[k] = bestY[k];
    bestCost[k] = 1e9f;
  }
  for (int q = -reach; q <= reach; q++)
    for (int p = -reach; p <= reach; p++) {
      float dx = (float)p * step, dy = (float)q * step;
      compare(level, w, h, dx, dy);
      for (int k = 0; k < w * h; k++) {
        float ex = shiftX[k] + dx - smoothX[k], ey = shiftY[k] + dy - smoothY[k];
        float cost = 1 - like[k] + 0.35f * outside[k] + loyalty * (ex * ex + ey * ey);
        if (cost >= bestCost[k]) continue;
        bestCost[k] = cost;
        bestX[k] = shiftX[k] + dx;
        bestY[k] = shiftY[k] + dy;
        bestLike[k] = like[k] > 0 ? like[k] : 0;
        worth[k] = texture[k] * (1 - 0.8f * outside[k]);
      }
    }
  for (int k = 0; k < w * h; k++) {
    float gain = clampf((bestLike[k] - plainLike[k] - 0.06f) / 0.2f, 0, 1);
    shiftX[k] = modelX[k] + (bestX[k] - modelX[k]) * gain;
    shiftY[k] = modelY[k] + (bestY[k] - modelY[k]) * gain;
    float alike = plainLike[k] + (bestLike[k] - plainLike[k]) * gain;
    sure[k] = alike * alike * alike * worth[k] + 1e-5f;
  }
  smoothen(w, h);
}

/* How alike the pictures are with the shifts as they are, weighted by what there is to see. */
static float overall(int w, int h) {
  compare(0, w, h, 0, 0);
  float sum = 0, weight = 1e-6f;
  for (int k = 0; k < w * h; k++) {
    float share = texture[k] * (1 - outside[k]);
    sum += like[k] * share;
    weight += share;
  }
  return sum / weight;
}

static void normalise(float *image, int count) {
  float sum = 0, squares = 0;
  for (int k = 0; k < count; k++) sum += image[k];
  float mean = sum / (float)count;
  for (int k = 0; k < count; k++) {
    image[k] -= mean;
    squares += image[k] * image[k];
  }
  float scale = 1 / __builtin_sqrtf(squares / (float)count + 1e-3f);
  for (int k = 0; k < count; k++) image[k] *= scale;
}

EXPORT(firstPicture) float *first_picture(void) { return first[0]; }
EXPORT(secondPicture) float *second_picture(void) { return second[0]; }
EXPORT(shiftsAcross) float *shifts_across(void) { return smoothX; }
EXPORT(shiftsDown) float *shifts_down(void) { return smoothY; }
EXPORT(likeness) float *likeness(void) { return like; }

/*
 * Fills the shifts (in pixels) and the likeness (-1 to 1) for pictures of grey values of w x h, both multiples of 16 and
 * 65,536 pixels at most. Answers how alike the pictures are as a whole once shifted, weighted by what there is to see.
 */
EXPORT(match) float match(int w, int h) {
  normalise(first[0], w * h);
  normalise(second[0], w * h);
  int levels = 1;
  while (levels < LEVELS && (w >> levels) >= 16 && (h >> levels) >= 9) {
    halve(first[levels - 1], w >> (levels - 1), h >> (levels - 1), first[levels]);
    halve(second[levels - 1], w >> (levels - 1), h >> (levels - 1), second[levels]);
    levels++;
  }
  int top = levels - 1, near = levels > 2 ? levels - 3 : 0;
  Model model = {0, 0, 0, model_likeness(top, w >> top, h >> top, 0, 0, 0) + 0.02f};
  model = best_around(model, top, w >> top, h >> top, 6, 0.025f, 3, 0.05f);
  for (int level = top; level >= near; level--) {
    float step = 0.012f / (float)(1 << (top - level));
    model.score = model_likeness(level, w >> level, h >> level, model.x, model.y, model.zoom);
    for (int round = 0; round < 2; round++) model = best_around(model, level, w >> level, h >> level, 1, step, 1, step * 1.6f);
  }
  int start = top > 1 ? top - 1 : 0;
  for (int level = start; level >= 0; level--) {
    int lw = w >> level, lh = h >> level, cw = lw >> 1, ch = lh >> 1;
    for (int k = 0; level < start && k < cw * ch; k++) bestX[k] = smoothX[k], bestY[k] = smoothY[k];
    lay_model(lw, lh, model.x, model.y, model.zoom);
    for (int j = 0; level < start && j < lh; j++)
      for (int i = 0; i < lw; i++) {
        float x = ((float)i + 0.5f) / 2 - 0.5f, y = ((float)j + 0.5f) / 2 - 0.5f;
        shiftX[j * lw + i] = smoothX[j * lw + i] = 2 * at(bestX, cw, ch, x, y);
        shiftY[j * lw + i] = smoothY[j * lw + i] = 2 * at(bestY, cw, ch, x, y);
      }
    int rounds = level > 1 ? 4 : level == 1 ? 3 : 2;
    for (int round = 0; round < rounds; round++) search(level, lw, lh, level > 1 ? 2 : 1, round == 0 ? 1 : 0.5f, level > 0 ? 0.02f : 0.04f);
  }
  for (int k = 0; k < w * h; k++) shiftX[k] = shiftY[k] = 0;
  float still = overall(w, h);
  for (int k = 0; k < w * h; k++) shiftX[k] = smoothX[k], shiftY[k] = smoothY[k];
  float moved = overall(w, h);
  if (moved > still + 0.012f) return moved;
  /* Shifts that explain no more than none are the noise of the search: the camera stood still. */
  for (int k = 0; k < w * h; k++) shiftX[k] = shiftY[k] = smoothX[k] = smoothY[k] = 0;
  return overall(w, h);
}
