import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import * as z from 'zod'
import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { openWasm } from '../wasm-module.ts'
import { fileNameOf, places, type Place, type SamplePhoto } from './places.ts'
import { sceneNumbers } from './scene.ts'

interface Functions {
  sceneAddress(): number
  makeLand(): void
  makeSky(): void
  makeLight(): void
  makeAir(): void
  beginFrame(width: number, height: number, film: number, wet: number): void
  walkColumns(): void
  pourWater(film: number, wet: number, width: number, height: number): void
  develop(film: number, width: number, height: number, rgb: number): void
}

const most = { longSide: 3000, pixels: 3000 * 2000 }
const job = z.strictObject({
  place: z.number().int(),
  names: z.array(z.string()),
  folder: z.string(),
  longSide: z.number().int().max(most.longSide),
})
const wasm = await openWasm<Functions>(new URL('./landscape.wasm', import.meta.url))
const film = wasm.reserve(most.pixels * 12)
const wet = wasm.reserve(most.pixels)
const rgb = wasm.reserve(most.pixels * 3)
sharp.concurrency(1)

/** Draws the wanted photographs of one place after the other; tells every photograph as it is ready. */
answerJobs(async (message, report) => {
  const { place: number, names, folder, longSide } = job.parse(message)
  const place = places[number]
  if (place === undefined) throw new RangeError(`There is no place ${number}.`)
  const size = sizeOf(place, longSide)
  const wanted = place.photos.filter(({ name }) => names.includes(fileNameOf(name)))
  for (const [count, photo] of wanted.entries()) {
    draw(photo, size, count === 0)
    report({ name: fileNameOf(photo.name), path: await print(photo, size, folder) })
  }
  return null
})

interface Size {
  width: number
  height: number
}
const sizeOf = ({ portrait }: Place, longSide: number): Size => {
  const shortSide = Math.round((longSide * 2) / 3)
  return portrait ? { width: shortSide, height: longSide } : { width: longSide, height: shortSide }
}

const draw = ({ scene }: SamplePhoto, { width, height }: Size, isNewLand: boolean): void => {
  const { functions } = wasm
  const numbers = sceneNumbers(scene)
  wasm.floats(functions.sceneAddress(), numbers.length).set(numbers)
  // The land of a place is the same in both photographs; only light and camera change.
  if (isNewLand) functions.makeLand()
  functions.makeSky()
  functions.makeLight()
  functions.makeAir()
  functions.beginFrame(width, height, film, wet)
  functions.walkColumns()
  functions.pourWater(film, wet, width, height)
  functions.develop(film, width, height, rgb)
}

const print = async ({ name, takenAt }: SamplePhoto, { width, height }: Size, folder: string): Promise<string> => {
  const pixels = wasm.bytes().subarray(rgb, rgb + width * height * 3)
  const path = join(folder, fileNameOf(name))
  const [clock, zone] = [takenAt.slice(0, 19), takenAt.slice(19)]
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .withIccProfile('srgb')
    .withExif({
      IFD0: { ImageDescription: 'Sample photograph, drawn by Greenroom', Software: 'Greenroom', DateTime: clock },
      IFD2: { DateTimeOriginal: clock, OffsetTimeOriginal: zone },
    })
    .jpeg({ quality: 90, chromaSubsampling: '4:2:0' })
    .toFile(`${path}.part`)
  await rename(`${path}.part`, path)
  return path
}
