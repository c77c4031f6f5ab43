/**
 * What a sample photograph is of, for landscape.wasm: the numbers of scene.h under the same names and in the same order.
 * Angles in radians, lengths in metres unless scene.h says otherwise.
 */
export interface Scene {
  seed: number
  land: number
  relief: number
  lake: number
  originX: number
  originZ: number
  cameraX: number
  cameraZ: number
  cameraHeight: number
  yaw: number
  horizon: number
  focal: number
  sunAzimuth: number
  sunElevation: number
  turbidity: number
  haze: number
  hazeHeight: number
  mist: number
  mistTop: number
  snowLine: number
  treeLine: number
  forest: number
  leaves: number
  clearing: number
  autumn: number
  dryness: number
  meadow: number
  cumulus: number
  cloudBase: number
  cirrus: number
  waves: number
  exposure: number
  warmth: number
  saturation: number
  contrast: number
  stars: number
  grain: number
}

/** A day without anything special; a place says only what is different there. */
export const clearDay: Scene = {
  seed: 1,
  land: 0,
  relief: 1700,
  lake: 0,
  originX: 12_000,
  originZ: 2500,
  cameraX: 0,
  cameraZ: 0,
  cameraHeight: 1.8,
  yaw: 0,
  horizon: 0.5,
  focal: 0.75,
  sunAzimuth: 1.7,
  sunElevation: 0.4,
  turbidity: 1,
  haze: 0.05,
  hazeHeight: 1500,
  mist: 0,
  mistTop: 50,
  snowLine: 1050,
  treeLine: 900,
  forest: 0.7,
  leaves: 0,
  clearing: 260,
  autumn: 0,
  dryness: 0.3,
  meadow: 0,
  cumulus: 0,
  cloudBase: 1500,
  cirrus: 0.3,
  waves: 0.015,
  exposure: 0,
  warmth: 0,
  saturation: 1.05,
  contrast: 0.3,
  stars: 0,
  grain: 0.6,
}
/** The order in which landscape.wasm reads them. */
export const sceneNumbers = (scene: Scene): number[] =>
  (Object.keys(clearDay) as (keyof Scene)[]).map((key) => scene[key])
