/*
 * The pixel work of the compositor, compiled ahead to compositor.wasm (see build-wasm.ts). No libc, no allocation: the
 * caller owns the memory. Pictures are planar yuv420p, 8 bits, limited range, BT.709, chroma sited left as H.264 has it.
 * Sizes are in pixels, source positions in source pixels with the centre of the first pixel at 0.5.
 */
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>
#define EXPORT(name) __attribute__((export_name(#name)))

extern uint8_t __heap_base;
EXPORT(heapBase) int32_t heap_base(void) { return (int32_t)(uintptr_t)&__heap_base; }

enum { MAX_OUTPUT = 4096, MAX_SOURCE = 8192, PHASES = 128 };

/* Catmull-Rom weights of the four pixels around a place that lies t behind the second of them; they sum to 64. */
static inline void cubic_weights(float t, int16_t *weights) {
  float t2 = t * t, t3 = t2 * t;
  weights[0] = (int16_t)__builtin_rintf((-t3 + 2 * t2 - t) * 32);
  weights[1] = (int16_t)__builtin_rintf((3 * t3 - 5 * t2 + 2) * 32);
  weights[3] = (int16_t)__builtin_rintf((t3 - t2) * 32);
  weights[2] = (int16_t)(64 - weights[0] - weights[1] - weights[3]);
}

static inline float clamped(float value, float low, float high) {
  return __builtin_fminf(__builtin_fmaxf(value, low), high);
}

/* ---- rgb24 to planar yuv420p ------------------------------------------------------------------------------------- */

EXPORT(fromRgb) void from_rgb(const uint8_t *rgb, int width, int height, uint8_t *luma, uint8_t *blue, uint8_t *red) {
  for (int k = 0; k < width * height; k++)
    luma[k] = (uint8_t)(16 + ((11966 * rgb[k * 3] + 40254 * rgb[k * 3 + 1] + 4064 * rgb[k * 3 + 2] + 32768) >> 16));
  for (int y = 0; y < height / 2; y++)
    for (int x = 0; x < width / 2; x++) {
      /* 1-2-1 across, two rows down: that puts the chroma sample on the left luma column. */
      int r = 0, g = 0, b = 0;
      for (int row = 0; row < 2; row++) {
        const uint8_t *here = rgb + 3 * ((size_t)(2 * y + row) * width + 2 * x), *left = x ? here - 3 : here;
        r += 2 * here[0] + here[3] + left[0];
        g += 2 * here[1] + here[4] + left[1];
        b += 2 * here[2] + here[5] + left[2];
      }
      size_t k = (size_t)y * (width / 2) + x;
      blue[k] = (uint8_t)((128 * 65536 * 8 + (-6596 * r - 22189 * g + 28785 * b) + 262144) >> 19);
      red[k] = (uint8_t)((128 * 65536 * 8 + (28785 * r - 26145 * g - 2639 * b) + 262144) >> 19);
    }
}

static inline uint8_t whole(int value) { return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value); }

/* The way back: chroma is interpolated between its samples, as they are sited. */
EXPORT(toRgb) void to_rgb(const uint8_t *luma, const uint8_t *blue, const uint8_t *red, int width, int height, uint8_t *rgb) {
  int across = width / 2, down = height / 2;
  for (int y = 0; y < height; y++) {
    /* The nearer row of chroma counts three times. */
    int near = y / 2, far = near + (y & 1 ? 1 : -1);
    if (far < 0 || far >= down) far = near;
    const uint8_t *bn = blue + (size_t)near * across, *bf = blue + (size_t)far * across;
    const uint8_t *rn = red + (size_t)near * across, *rf = red + (size_t)far * across;
    for (int x = 0; x < width; x++, rgb += 3) {
      int left = x / 2, right = (x & 1) && left + 1 < across ? left + 1 : left;
      int b = 3 * (bn[left] + bn[right]) + bf[left] + bf[right] - 8 * 128;
      int r = 3 * (rn[left] + rn[right]) + rf[left] + rf[right] - 8 * 128;
      /* In 1/65536; b and r are eight times themselves. */
      int l = 76309 * (luma[(size_t)y * width + x] - 16) + 32768;
      rgb[0] = whole((l + (117489 * r >> 3)) >> 16);
      rgb[1] = whole((l - (13975 * b >> 3) - (34925 * r >> 3)) >> 16);
      rgb[2] = whole((l + (138438 * b >> 3)) >> 16);
    }
  }
}

/* ---- an upright rectangle of a plane, resampled ------------------------------------------------------------------- */

static int16_t column_sums[MAX_SOURCE + 16] __attribute__((aligned(16)));
static int32_t first_column[MAX_OUTPUT];
static int16_t column_weights[MAX_OUTPUT][4] __attribute__((aligned(16)));

/* Output pixel (x, y) shows the source at left + (x + 0.5) * stepX, top + (y + 0.5) * stepY. */
EXPORT(resample)
void resample(const uint8_t *source, int width, int height, uint8_t *output, int outputWidth, int outputHeight, double left,
              double stepX, double top, double stepY) {
  int lowest = 1 << 30, highest = 0;
  for (int x = 0; x < outputWidth; x++) {
    float place = clamped((float)(left + (x + 0.5) * stepX - 0.5), 1, (float)(width - 3));
    first_column[x] = (int)place - 1;
    cubic_weights(place - (float)(int)place, column_weights[x]);
    if (first_column[x] < lowest) lowest = first_column[x];
    if (first_column[x] > highest) highest = first_column[x];
  }
  for (int y = 0; y < outputHeight; y++) {
    float place = clamped((float)(top + (y + 0.5) * stepY - 0.5), 1, (float)(height - 3));
    int16_t weights[4];
    cubic_weights(place - (float)(int)place, weights);
    const uint8_t *a = source + (size_t)((int)place - 1) * width, *b = a + width, *c = b + width, *d = c + width;
    v128_t wa = wasm_i16x8_splat(weights[0]), wb = wasm_i16x8_splat(weights[1]);
    v128_t wc = wasm_i16x8_splat(weights[2]), wd = wasm_i16x8_splat(weights[3]);
    for (int x = lowest; x <= highest + 3; x += 8) {
      v128_t sum = wasm_i16x8_mul(wasm_u16x8_load8x8(a + x), wa);
      sum = wasm_i16x8_add(sum, wasm_i16x8_mul(wasm_u16x8_load8x8(b + x), wb));
      sum = wasm_i16x8_add(sum, wasm_i16x8_mul(wasm_u16x8_load8x8(c + x), wc));
      sum = wasm_i16x8_add(sum, wasm_i16x8_mul(wasm_u16x8_load8x8(d + x), wd));
      wasm_v128_store(column_sums + x, sum);
    }
    uint8_t *row = output + (size_t)y * outputWidth;
    v128_t half = wasm_i32x4_splat(2048);
    int x = 0;
#define PAIR(k)                                                                                                           \
  wasm_i32x4_dot_i16x8(wasm_v128_load64_lane(column_sums + first_column[x + k + 1],                                       \
                                             wasm_v128_load64_zero(column_sums + first_column[x + k]), 1),                \
                       wasm_v128_load(column_weights[x + k]))
#define JOIN(p, q) wasm_i32x4_add(wasm_i32x4_shuffle(p, q, 0, 2, 4, 6), wasm_i32x4_shuffle(p, q, 1, 3, 5, 7))
    for (; x + 8 <= outputWidth; x += 8) {
      v128_t p = PAIR(0), q = PAIR(2), r = PAIR(4), s = PAIR(6);
      v128_t low = wasm_i32x4_shr(wasm_i32x4_add(JOIN(p, q), half), 12);
      v128_t high = wasm_i32x4_shr(wasm_i32x4_add(JOIN(r, s), half), 12);
      v128_t narrow = wasm_i16x8_narrow_i32x4(low, high);
      wasm_v128_store64_lane(row + x, wasm_u8x16_narrow_i16x8(narrow, narrow), 0);
    }
    for (; x < outputWidth; x++) {
      const int16_t *s = column_sums + first_column[x], *w = column_weights[x];
      int value = (s[0] * w[0] + s[1] * w[1] + s[2] * w[2] + s[3] * w[3] + 2048) >> 12;
      row[x] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
    }
  }
}

/* ---- a plane bent over a mesh ------------------------------------------------------------------------------------- */

static int16_t phase_across[PHASES][8] __attribute__((aligned(16)));
static int16_t phase_down[PHASES][8] __attribute__((aligned(16)));
static int phases_ready = 0;
static void make_phases(void) {
  for (int phase = 0; phase < PHASES; phase++) {
    int16_t w[4];
    cubic_weights((float)phase / PHASES, w);
    for (int k = 0; k < 8; k++) {
      phase_across[phase][k] = w[k & 3];
      phase_down[phase][k] = w[k >> 1];
    }
  }
  phases_ready = 1;
}

static inline int32_t bent_pixel(const uint8_t *source, int width, float x, float y) {
  int ix = (int)x, iy = (int)y;
  const uint8_t *a = source + (size_t)(iy - 1) * width + ix - 1;
  const int16_t *across = phase_across[(int)((x - (float)ix) * PHASES)], *down = phase_down[(int)((y - (float)iy) * PHASES)];
  v128_t weights = wasm_v128_load(across);
  v128_t upper = wasm_v128_load32_lane(a + width, wasm_v128_load32_zero(a), 1);
  v128_t lower = wasm_v128_load32_lane(a + 3 * (size_t)width, wasm_v128_load32_zero(a + 2 * (size_t)width), 1);
  v128_t rows = wasm_i16x8_narrow_i32x4(wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(upper), weights),
                                        wasm_i32x4_dot_i16x8(wasm_u16x8_extend_low_u8x16(lower), weights));
  v128_t sums = wasm_i32x4_dot_i16x8(rows, wasm_v128_load(down));
  sums = wasm_i32x4_add(sums, wasm_i32x4_shuffle(sums, sums, 2, 3, 0, 1));
  int32_t value = (wasm_i32x4_extract_lane(sums, 0) + wasm_i32x4_extract_lane(sums, 1) + 2048) >> 12;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/*
 * Output pixel (x, y) shows the source at the place that the mesh says: its nodes stand every `cell` output pixels,
 * `columns` in a row, each an x and a y in source pixels; between them places are interpolated.
 */
EXPORT(bend)
void bend(const uint8_t *source, int width, int height, uint8_t *output, int outputWidth, int outputHeight, const float *mesh,
          int columns, int cell) {
  if (!phases_ready) make_phases();
  float right = (float)width - 3, bottom = (float)height - 3, part = 1.0f / (float)cell;
  for (int y = 0; y < outputHeight; y++) {
    const float *above = mesh + (size_t)(y / cell) * columns * 2, *below = above + (size_t)columns * 2;
    float down = ((float)(y % cell) + 0.5f) * part;
    uint8_t *row = output + (size_t)y * outputWidth;
    for (int node = 0, x = 0; x < outputWidth; node++) {
      const float *p = above + node * 2, *q = below + node * 2;
      float x0 = p[0] + (q[0] - p[0]) * down, y0 = p[1] + (q[1] - p[1]) * down;
      float x1 = p[2] + (q[2] - p[2]) * down, y1 = p[3] + (q[3] - p[3]) * down;
      float dx = (x1 - x0) * part, dy = (y1 - y0) * part;
      x0 += dx * 0.5f - 0.5f;
      y0 += dy * 0.5f - 0.5f;
      int end = x + cell < outputWidth ? x + cell : outputWidth;
      for (; x < end; x++, x0 += dx, y0 += dy)
        row[x] = (uint8_t)bent_pixel(source, width, clamped(x0, 1, right), clamped(y0, 1, bottom));
    }
  }
}

/* ---- two planes mixed --------------------------------------------------------------------------------------------- */

/*
 * first := first * (1 - w) + second * w, with w from 0 to 256 on a mesh like the one of `bend`; `cell` is a multiple of 8,
 * and so is the width, but for a rest of the last eight that is mixed with the others and not shown.
 */
EXPORT(mix)
void mix(uint8_t *first, const uint8_t *second, int width, int height, const float *weights, int columns, int cell) {
  float part = 1.0f / (float)cell;
  v128_t whole = wasm_i16x8_splat(256), half = wasm_i16x8_splat(128), eight = wasm_i16x8_make(0, 1, 2, 3, 4, 5, 6, 7);
  for (int y = 0; y < height; y++) {
    const float *above = weights + (size_t)(y / cell) * columns, *below = above + columns;
    float down = ((float)(y % cell) + 0.5f) * part;
    uint8_t *a = first + (size_t)y * width;
    const uint8_t *b = second + (size_t)y * width;
    for (int node = 0, x = 0; x < width; node++) {
      float from = above[node] + (below[node] - above[node]) * down;
      float to = above[node + 1] + (below[node + 1] - above[node + 1]) * down;
      /* 9.7 fixed point: 256 is 32768, which the unsigned shift below still reads rightly. */
      float step = (to - from) * part * 128;
      v128_t steps = wasm_i16x8_mul(wasm_i16x8_splat((int16_t)step), eight);
      float place = (from + (to - from) * part * 0.5f) * 128 + 64;
      for (int end = x + cell; x < end && x < width; x += 8, place += step * 8) {
        v128_t w = wasm_u16x8_shr(wasm_i16x8_add(wasm_i16x8_splat((int16_t)(uint16_t)place), steps), 7);
        v128_t sum = wasm_i16x8_add(wasm_i16x8_mul(wasm_u16x8_load8x8(a + x), wasm_i16x8_sub(whole, w)),
                                    wasm_i16x8_mul(wasm_u16x8_load8x8(b + x), w));
        sum = wasm_u16x8_shr(wasm_i16x8_add(sum, half), 8);
        sum = wasm_u8x16_narrow_i16x8(sum, sum);
        if (x + 8 <= width) wasm_v128_store64_lane(a + x, sum, 0);
        else {
          uint8_t rest[16];
          wasm_v128_store(rest, sum);
          for (int k = 0; x + k < width; k++) a[x + k] = rest[k];
        }
      }
    }
  }
}

/* ---- whole frames mixed ------------------------------------------------------------------------------------------- */

/* output := first + (second - first) * weight / 256, byte by byte; reads and writes up to 15 bytes behind the end. */
EXPORT(blend) void blend(const uint8_t *first, const uint8_t *second, uint8_t *output, int bytes, int weight) {
  v128_t wa = wasm_i16x8_splat((int16_t)(256 - weight)), wb = wasm_i16x8_splat((int16_t)weight), half = wasm_i16x8_splat(128);
  for (int k = 0; k < bytes; k += 16) {
    v128_t a = wasm_v128_load(first + k), b = wasm_v128_load(second + k);
    v128_t low = wasm_i16x8_add(wasm_i16x8_mul(wasm_u16x8_extend_low_u8x16(a), wa),
                                wasm_i16x8_mul(wasm_u16x8_extend_low_u8x16(b), wb));
    v128_t high = wasm_i16x8_add(wasm_i16x8_mul(wasm_u16x8_extend_high_u8x16(a), wa),
                                 wasm_i16x8_mul(wasm_u16x8_extend_high_u8x16(b), wb));
    low = wasm_u16x8_shr(wasm_i16x8_add(low, half), 8);
    high = wasm_u16x8_shr(wasm_i16x8_add(high, half), 8);
    wasm_v128_store(output + k, wasm_u8x16_narrow_i16x8(low, high));
  }
}

/* ---- something see-through laid over a frame ---------------------------------------------------------------------- */

/* Straight (not premultiplied) RGBA of even width and height to planar yuv420p, and how much each sample covers. */
EXPORT(fromRgba)
void from_rgba(const uint8_t *rgba, int width, int height, uint8_t *luma, uint8_t *blue, uint8_t *red, uint8_t *cover,
               uint8_t *chromaCover) {
  for (int k = 0; k < width * height; k++) {
    const uint8_t *p = rgba + 4 * (size_t)k;
    luma[k] = (uint8_t)(16 + ((11966 * p[0] + 40254 * p[1] + 4064 * p[2] + 32768) >> 16));
    cover[k] = p[3];
  }
  for (int y = 0; y < height / 2; y++)
    for (int x = 0; x < width / 2; x++) {
      /* Sited as in from_rgb; the colour of what cannot be seen does not count. */
      int r = 0, g = 0, b = 0, all = 0;
      for (int row = 0; row < 2; row++) {
        const uint8_t *here = rgba + 4 * ((size_t)(2 * y + row) * width + 2 * x), *left = x ? here - 4 : here;
        const uint8_t *three[3] = {left, here, here + 4};
        for (int k = 0; k < 3; k++) {
          int weight = three[k][3] * (k == 1 ? 2 : 1);
          r += three[k][0] * weight;
          g += three[k][1] * weight;
          b += three[k][2] * weight;
          all += weight;
        }
      }
      size_t k = (size_t)y * (width / 2) + x;
      float part = all ? 1.0f / (float)all : 0;
      float red_part = (float)r * part, green_part = (float)g * part, blue_part = (float)b * part;
      blue[k] = (uint8_t)(128.5f - 0.100644f * red_part - 0.338572f * green_part + 0.439216f * blue_part);
      red[k] = (uint8_t)(128.5f + 0.439216f * red_part - 0.398942f * green_part - 0.040274f * blue_part);
      chromaCover[k] = (uint8_t)((all + 4) >> 3);
    }
}

/* A plane of `width` x `height` over one that has `stride` bytes a row. */
EXPORT(cover)
void cover(uint8_t *under, int stride, const uint8_t *over, const uint8_t *covered, int width, int height) {
  for (int y = 0; y < height; y++, under += stride, over += width, covered += width)
    for (int x = 0; x < width; x++) {
      unsigned value = under[x] * (255u - covered[x]) + over[x] * (unsigned)covered[x] + 128;
      under[x] = (uint8_t)((value + (value >> 8)) >> 8);
    }
}
