import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { captionStyle } from '../contract/caption-style.ts'
import { findProgram } from '../server/kernel/process/child-environment.ts'
import { captionRaster } from '../server/media/captions/caption-raster.ts'
import { chooseEncoder, encodeVideo, type Encoder } from '../server/media/encoder.ts'
import { slideshowFrames } from '../server/media/slideshow-frames.ts'
import { planSlideshow } from '../server/media/slideshow-plan.ts'
import { renderSlideshow } from '../server/media/slideshow-render.ts'
import { slideshowToRender, type SlideshowToRender } from '../server/media/slideshow-shapes.ts'
import { startChildOf } from './child.ts'
import { secondsOf, type Bench, type Contestant } from './measure.ts'
import { gather, type PeerName } from './peers/install.ts'
import { renderShowByFilters, type PeerShow } from './peers/slideshow-graph.ts'
import { makePhotos } from './pictures.ts'

const timeoutMs = 600_000

/** 10 photos of 3 s with crossfades of 0.5 s, captions and a slow camera: 25.5 s of upright film; against encoding ready frames. */
export const slideshowBench: Bench = {
  key: 'slideshow',
  workload: 'slideshow, 10 photos in 25.5 s of 1080x1920, slow camera, captions',
  unit: 's',
  better: 'less',
  async prepare({ folder, peers }) {
    const photos = await makePhotos(folder, 10)
    const encoder = await chooseEncoder({ ffmpegPath: null })
    const style = captionStyle.parse({})
    const textOf = (index: number): string => `Day ${index + 1}: what a view from up here`
    const showOf = (motion: 'push-in' | 'none'): SlideshowToRender =>
      slideshowToRender.parse({
        slides: photos.map((path, index) => ({
          ...{ kind: 'still', path, seconds: 3, motion, caption: { text: textOf(index), style } },
        })),
      })
    const [moving, resting] = [showOf('push-in'), showOf('none')]
    const peerShow = async (name: string): Promise<PeerShow> => ({
      slides: await Promise.all(
        photos.map(async (path, index) => {
          const { rgba, left, top, width, height } = captionRaster(textOf(index), style, moving)
          const picture = join(folder, `caption-${index}.png`)
          await sharp(rgba, { raw: { width, height, channels: 4 } })
            .png()
            .toFile(picture)
          return { path, caption: { path: picture, left, top } }
        }),
      ),
      ...{ seconds: 3, fadeSeconds: 0.5, zoom: 1.12, fps: 30, width: 1080, height: 1920 },
      outputPath: join(folder, `${name}.mp4`),
    })
    const filters = await peerShow('filters')
    let mostMb = 0
    const ours = (show: SlideshowToRender) => async (): Promise<number> => {
      const outputPath = join(folder, 'ours.mp4')
      // Others that are measured have children too, which are there before we begin.
      const before = await memoryBelow(process.pid)
      const look = async () => void (mostMb = Math.max(mostMb, (await memoryBelow(process.pid)) - before))
      const watch = setInterval(() => void look(), 250)
      const seconds = await secondsOf(() => renderSlideshow(encoder, show, { outputPath, timeoutMs }))
      clearInterval(watch)
      return seconds
    }
    const starter = (peer: PeerName, note: string) => ({
      peer,
      name: peer,
      async start({ folder: from, version }: { folder: string; version: string }) {
        const file = `./peers/${peer.toLowerCase()}-slideshow.process.ts`
        const child = await startChildOf(file, from, JSON.stringify(await peerShow(peer)))
        const run = () => secondsOf(() => child.ask({}))
        const contestant: Contestant = { name: `${peer} ${version}`, kind: 'peer', run, note: () => note }
        return { contestant, child }
      },
    })
    const { there, absent } = await gather(peers, [
      starter('Remotion', 'bundled, with its browser open before the clock starts'),
      starter('editly', ''),
    ])
    const ffmpeg = findProgram('ffmpeg')
    const graph = (name: string, upscaled: number) => ({
      name,
      kind: 'peer' as const,
      run: () => secondsOf(() => renderShowByFilters(ffmpeg ?? '', filters, upscaled)),
      note: () => `zoompan on pictures of ${upscaled} × the frame, overlay, xfade`,
    })
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          run: ours(moving),
          note: () =>
            `${mostMb.toFixed(0)} MB at most, worker and encoder together; sound, joining and starting are part of it`,
        },
        await limitOf('encoding ready frames', encoder, moving, folder),
        { name: 'ours without the camera', kind: 'peer', run: ours(resting) },
        await limitOf('encoding ready frames without the camera', encoder, resting, folder),
        ...(ffmpeg === null ? [] : [graph('ffmpeg’s filters, tuned', 2), graph('ffmpeg’s filters, 4 ×', 4)]),
        ...there.map(({ contestant }) => contestant),
      ],
      absent: [...absent, ...(ffmpeg === null ? [{ name: 'ffmpeg’s filters', why: 'no ffmpeg is here' }] : [])],
      promises: (medians) => {
        const seconds = (name: string): number => [...medians].find(([known]) => known.startsWith(name))?.[1] ?? NaN
        const others = [
          { name: 'ffmpeg’s filters, tuned', share: 1.3 },
          { name: 'Remotion', share: 4.3 },
          { name: 'editly', share: 5 },
        ].filter(({ name }) => !Number.isNaN(seconds(name)))
        return [
          { promise: '≤ 1.2 × encoding ready frames', kept: seconds('ours') <= 1.2 * seconds('encoding ready frames') },
          {
            promise: '≤ 1.1 × encoding ready frames without the camera',
            kept: seconds('ours without') <= 1.1 * seconds('encoding ready frames without'),
          },
          ...others.map(({ name, share }) => ({
            promise: `${share} × as fast as ${name}`,
            kept: seconds(name) >= share * seconds('ours'),
          })),
          { promise: '≤ 600 MB', kept: mostMb <= 600 },
        ]
      },
      notes: () => [],
      async close() {
        for (const { child } of there) await child.stop()
      },
    }
  },
}

/** Drawn beforehand and kept in memory; frames that stay as they are are kept once. */
const limitOf = async (
  name: string,
  encoder: Encoder,
  show: SlideshowToRender,
  folder: string,
): Promise<Contestant> => {
  const ready: Uint8Array[] = []
  const kept = new Map<Uint8Array, Uint8Array>()
  const range = { from: 0, to: planSlideshow(show).frames }
  let before: Uint8Array | null = null
  for await (const frame of slideshowFrames(show, encoder, range, timeoutMs, () => undefined)) {
    const copy = frame === before ? kept.get(frame) : frame.slice()
    if (copy === undefined) throw new Error('A frame was lost.')
    kept.set(frame, copy)
    ready.push(copy)
    before = frame
  }
  const { width, height, fps, crf, preset } = show
  const video = { width, height, fps, crf, preset, timeoutMs, outputPath: join(folder, 'encoded.mp4') }
  const frames = async function* () {
    yield* ready
  }
  return {
    name,
    kind: 'limit',
    run: () => secondsOf(() => encodeVideo(encoder, { ...video, frames: frames() })),
    note: () => `by ${encoder.kind}, x264 veryfast, CRF 20, as everybody here; no sound`,
  }
}

/** Resident memory in MB of everything that a process has started, and of what these have (Linux; else 0). */
const memoryBelow = async (pid: number): Promise<number> => {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  let sum = 0
  for (const child of children.trim().split(' ').filter(Boolean)) {
    const status = await readFile(`/proc/${child}/status`, 'utf8').catch(() => '')
    sum += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024 + (await memoryBelow(Number(child)))
  }
  return sum
}
