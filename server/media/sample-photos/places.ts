import { clearDay, type Scene } from './scene.ts'

export interface SamplePhoto {
  /** File name without ending. */
  name: string
  /** Wall clock and zone as a camera writes them. */
  takenAt: string
  scene: Scene
}
/** Two photographs of one place, the first fit as a start frame and the second as an end frame. */
export interface Place {
  portrait: boolean
  photos: [SamplePhoto, SamplePhoto]
}
interface Shot extends Partial<Scene> {
  name: string
  takenAt: string
}

/** The file that a photograph is kept in. */
export const fileNameOf = (name: string): string => `${name}.jpg`

/** `camera…` of a shot are steps away from the origin, except for the height. */
const place = (shared: Partial<Scene>, first: Shot, second: Shot, portrait = false): Place => {
  const photo = ({ name, takenAt, ...own }: Shot): SamplePhoto => {
    const scene = { ...clearDay, ...shared, ...own }
    return {
      name,
      takenAt,
      scene: { ...scene, cameraX: scene.originX + scene.cameraX, cameraZ: scene.originZ + scene.cameraZ },
    }
  }
  return { portrait, photos: [photo(first), photo(second)] }
}

const summerLake = { seed: 107, lake: 1200 }
const towerLake = { seed: 121, lake: 900, cumulus: 0.4 }
const quietLake = { seed: 177, lake: 1500 }
const fjord = {
  seed: 310,
  land: 3,
  relief: 600,
  originX: 11_400,
  originZ: 4000,
  cameraHeight: 20,
  forest: 0.3,
  treeLine: 400,
  snowLine: 4000,
  waves: 0.1,
  haze: 0.09,
  turbidity: 1.6,
}
const headland = { ...fjord, seed: 320, originX: 14_800, cameraHeight: 28 }
const desert = { land: 2, relief: 95, forest: 0, turbidity: 1.6, horizon: 0.42, saturation: 0.95 }
const autumnHills = {
  land: 1,
  relief: 700,
  cameraHeight: 170,
  forest: 0.75,
  leaves: 0.78,
  autumn: 0.8,
  mistTop: 70,
  horizon: 0.36,
  snowLine: 4000,
  clearing: 700,
  haze: 0.1,
}
const winterLake = { seed: 613, relief: 1900, lake: 1000, snowLine: -80, waves: 0.006, clearing: 350 }
const pasture = {
  relief: 2000,
  meadow: 0.3,
  cameraHeight: 1.6,
  horizon: 0.63,
  clearing: 350,
  snowLine: 1300,
  treeLine: 1100,
  saturation: 1,
  sunAzimuth: -1.4,
}

/** Twelve places with two photographs each: the same place in other light, or from where somebody has walked on. */
export const places: readonly Place[] = [
  place(
    summerLake,
    {
      name: 'mountain-lake-sunrise',
      takenAt: '2026:06:14 05:42:10+02:00',
      sunAzimuth: 1.25,
      sunElevation: 0.1,
      turbidity: 1.4,
      haze: 0.07,
      mist: 0.5,
      cumulus: 0.28,
      cirrus: 0.5,
    },
    {
      name: 'mountain-lake-noon',
      takenAt: '2026:06:14 11:58:31+02:00',
      sunAzimuth: 2.2,
      sunElevation: 0.75,
      cumulus: 0.38,
    },
  ),
  place(
    towerLake,
    { name: 'tower-lake-from-the-pier', takenAt: '2026:06:15 10:20:05+02:00' },
    {
      name: 'tower-lake-closer',
      takenAt: '2026:06:15 10:31:47+02:00',
      focal: 0.98,
      yaw: 0.07,
      cameraX: 25,
      cameraZ: 60,
    },
  ),
  place(
    quietLake,
    {
      name: 'quiet-lake-evening',
      takenAt: '2026:06:15 20:48:02+02:00',
      sunAzimuth: -0.95,
      sunElevation: 0.08,
      turbidity: 1.5,
      cirrus: 0.55,
      cumulus: 0.25,
      haze: 0.07,
    },
    {
      name: 'quiet-lake-dusk',
      takenAt: '2026:06:15 21:37:40+02:00',
      sunAzimuth: -0.75,
      sunElevation: -0.045,
      turbidity: 1.3,
      cirrus: 0.5,
      exposure: -0.7,
      stars: 0.35,
      haze: 0.07,
    },
  ),
  place(
    fjord,
    { name: 'fjord-sunset', takenAt: '2026:07:03 21:55:18+02:00', sunAzimuth: 0.35, sunElevation: 0.07, cirrus: 0.55 },
    {
      name: 'fjord-after-sunset',
      takenAt: '2026:07:03 22:41:09+02:00',
      sunAzimuth: 0.5,
      sunElevation: -0.04,
      cirrus: 0.6,
      exposure: -0.6,
      stars: 0.3,
    },
  ),
  place(
    headland,
    {
      name: 'headland-golden-hour',
      takenAt: '2026:07:04 21:12:50+02:00',
      sunAzimuth: 0.3,
      sunElevation: 0.075,
      cirrus: 0.55,
    },
    {
      name: 'headland-turning-left',
      takenAt: '2026:07:04 21:14:22+02:00',
      sunAzimuth: 0.3,
      sunElevation: 0.07,
      cirrus: 0.55,
      yaw: -0.11,
      cameraX: -12,
      focal: 0.8,
    },
  ),
  place(
    { ...desert, seed: 409, originX: 11_331, cameraHeight: 25 },
    { name: 'dunes-late-light', takenAt: '2026:10:11 16:50:33+01:00', sunAzimuth: 1.4, sunElevation: 0.2, cirrus: 0.4 },
    {
      name: 'dunes-last-light',
      takenAt: '2026:10:11 17:38:12+01:00',
      sunAzimuth: 1.25,
      sunElevation: 0.085,
      cirrus: 0.5,
      turbidity: 2,
    },
  ),
  place(
    { ...desert, seed: 9, cameraHeight: 20 },
    { name: 'ripples-and-shadow', takenAt: '2026:10:12 07:21:44+01:00', sunAzimuth: 1.2, sunElevation: 0.12 },
    {
      name: 'ripples-further-on',
      takenAt: '2026:10:12 07:26:03+01:00',
      sunAzimuth: 1.2,
      sunElevation: 0.13,
      cameraX: 14,
      cameraZ: 30,
      yaw: 0.06,
      cameraHeight: 18,
    },
  ),
  place(
    { ...autumnHills, seed: 522, originX: 13_000 },
    {
      name: 'autumn-valley-morning-mist',
      takenAt: '2026:10:24 08:14:27+02:00',
      sunAzimuth: 1,
      sunElevation: 0.15,
      mist: 3,
      cirrus: 0.5,
    },
    {
      name: 'autumn-valley-afternoon',
      takenAt: '2026:10:24 14:52:16+02:00',
      sunAzimuth: -1.5,
      sunElevation: 0.42,
      mist: 0.2,
      cumulus: 0.33,
    },
  ),
  place(
    { ...autumnHills, seed: 533, originX: 15_500, mist: 1.6, sunAzimuth: 1.1, sunElevation: 0.2, cirrus: 0.4 },
    { name: 'autumn-forest-lookout', takenAt: '2026:10:25 09:03:51+01:00' },
    {
      name: 'autumn-forest-from-higher-up',
      takenAt: '2026:10:25 09:21:08+01:00',
      cameraHeight: 230,
      cameraZ: 110,
      yaw: -0.05,
      horizon: 0.33,
    },
  ),
  place(
    winterLake,
    {
      name: 'winter-lake-morning',
      takenAt: '2027:01:17 08:39:20+01:00',
      sunAzimuth: -1.2,
      sunElevation: 0.11,
      mist: 0.3,
      cirrus: 0.4,
    },
    {
      name: 'winter-lake-blue-hour',
      takenAt: '2027:01:17 17:22:58+01:00',
      sunAzimuth: -1.5,
      sunElevation: -0.07,
      cirrus: 0.3,
      exposure: -0.7,
      stars: 0.6,
    },
  ),
  place(
    { ...pasture, seed: 254, cumulus: 0.4, exposure: 0.25 },
    { name: 'pasture-below-the-peak', takenAt: '2026:08:02 15:11:36+02:00', sunElevation: 0.5 },
    {
      name: 'pasture-golden-hour',
      takenAt: '2026:08:02 20:02:19+02:00',
      sunElevation: 0.14,
      turbidity: 1.5,
      cumulus: 0.3,
      haze: 0.07,
    },
    true,
  ),
  place(
    { ...pasture, seed: 227, cumulus: 0.33, sunElevation: 0.42, exposure: 0.3 },
    { name: 'meadow-path', takenAt: '2026:08:03 17:44:05+02:00' },
    {
      name: 'meadow-path-onwards',
      takenAt: '2026:08:03 17:49:55+02:00',
      cameraZ: 55,
      cameraX: 20,
      yaw: 0.05,
      focal: 0.86,
    },
    true,
  ),
]
