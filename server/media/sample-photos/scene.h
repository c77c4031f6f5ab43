/* What a picture is of: one row of numbers, in the order in which scene.ts writes them. Lengths in metres. */
#pragma once
#include "maths.h"

typedef struct {
  float seed;
  float land;          /* 0 mountains, 1 hills, 2 dunes, 3 islands */
  float relief;        /* how high the land rises */
  float lake;          /* how far the lake reaches; 0 none, then water only where land is below 0 */
  float originX, originZ; /* where the land looks from: the lake lies before it, ranges rise behind */
  float cameraX, cameraZ, cameraHeight, yaw;
  float horizon;       /* share of the picture above the horizon */
  float focal;         /* focal length in long sides of the picture; 0.8 is about 29 mm */
  float sunAzimuth, sunElevation;
  float turbidity;     /* dust around the sun: 0.5 clear, 3 thick */
  float haze, hazeHeight; /* aerial perspective: per kilometre at the ground, and how fast it thins upwards */
  float mist, mistTop; /* fog that lies in the valleys */
  float snowLine, treeLine, forest, leaves; /* leaves: share of broad-leaved trees among conifers */
  float clearing;      /* how far around the camera no tree stands: near ones would show what they are made of */
  float autumn, dryness, meadow; /* meadow: grass in front of the camera */
  float cumulus, cloudBase, cirrus;
  float waves;
  float exposure;      /* stops on top of the automatic exposure */
  float warmth, saturation, contrast;
  float stars;
  float grain;
} Scene;

extern Scene scene;

/* terrain.c */
typedef struct { float height, dx, dz, rough; } Ground;
typedef struct { float height, crown; V3 normal; float tint, kind; } Tree; /* kind: 0 none, 1 conifer, 2 broad-leaved */
float highest_land(void);
Ground shape_at(float x, float z);
Ground detailed(Ground shape, float x, float z, float footprint);
Ground ground_at(float x, float z, float footprint);
float tallest_on(Ground shape);
Tree tree_at(float x, float z, Ground ground, float distance);
float shadow_at(float x, float z);
float openness_at(float x, float z);

/* sky.c */
extern V3 sunDirection, sunLight, skyLight;
void prepare_sky(void);
V3 air_light(V3 direction);
V3 air_seen(float screenX, float screenY);
V3 sky_colour(V3 direction);
V3 cloud_over(V3 sky, V3 direction, float screenX, float screenY);
void prepare_clouds(int width, int height);
float cloud_shadow(float x, float z);

/* ground.c */
V3 lit_ground(V3 place, Ground ground, Tree tree, float distance, float footprint);
V3 through_air(V3 colour, V3 from, V3 direction, float distance);

/* frame.c: where a pixel looks */
V3 direction_of(float screenX, float screenY);
