import { join } from 'node:path'
import { findProgram } from '../server/kernel/process/child-environment.ts'
import { chooseEncoder, encodeVideo } from '../server/media/encoder.ts'
import { sceneFrames } from '../server/media/scene-frames.ts'
import { renderScene } from '../server/media/scene-render.ts'
import type { SceneToRender } from '../server/media/scene-shapes.ts'
import { startChildOf } from './child.ts'
import { secondsOf, type Bench, type Contestant } from './measure.ts'
import { renderByFilters, type PeerScene } from './peers/filter-graph.ts'
import { gather, type PeerName } from './peers/install.ts'
import { makePhotos } from './pictures.ts'

/** A local scene of 5 s at 1280x720 and 24 frames a second, from two 12-megapixel photos; against encoding ready frames. */
export const renderBench: Bench = {
  key: 'render',
  workload: 'local scene, 5 s of 1280x720, move and crossfade',
  unit: 's',
  better: 'less',
  async prepare({ folder, peers }) {
    const [startPath = '', endPath = ''] = await makePhotos(folder, 2)
    const encoder = await chooseEncoder({ ffmpegPath: null })
    const scene: SceneToRender = {
      startPath,
      endPath,
      move: 'push-in',
      durationSeconds: 5,
      fps: 24,
      width: 1280,
      height: 720,
      loop: false,
      morph: false,
      crf: 18,
      outputPath: join(folder, 'scene.mp4'),
      encoder,
      timeoutMs: 300_000,
    }
    // The drawer uses a frame's memory again, so each is copied.
    const ready: Uint8Array[] = []
    for await (const frame of sceneFrames(scene, () => undefined)) ready.push(frame.slice())
    const encodeReady = (): Promise<void> =>
      encodeVideo(encoder, {
        width: scene.width,
        height: scene.height,
        fps: scene.fps,
        crf: scene.crf,
        preset: 'veryfast',
        timeoutMs: scene.timeoutMs,
        outputPath: join(folder, 'encoded.mp4'),
        frames: (async function* () {
          yield* ready
        })(),
      })
    const sceneOf = (name: string): PeerScene => {
      const { durationSeconds, fps, width, height } = scene
      return { startPath, endPath, durationSeconds, fps, width, height, outputPath: join(folder, `${name}.mp4`) }
    }
    const starter = (peer: PeerName, note: string) => ({
      peer,
      name: peer,
      async start({ folder: from, version }: { folder: string; version: string }) {
        const file = `./peers/${peer.toLowerCase()}.process.ts`
        const child = await startChildOf(file, from, JSON.stringify(sceneOf(peer)))
        const contestant: Contestant = {
          name: `${peer} ${version}`,
          kind: 'peer',
          run: () => secondsOf(() => child.ask({})),
          note: () => note,
        }
        return { contestant, child }
      },
    })
    const { there, absent } = await gather(peers, [
      starter('Remotion', 'bundled, with its browser open before the clock starts'),
      starter('editly', ''),
    ])
    const ffmpeg = findProgram('ffmpeg')
    return {
      contestants: [
        {
          name: 'ours',
          kind: 'ours',
          run: () => secondsOf(() => renderScene(scene)),
          note: () => 'starting the child and opening two 12-megapixel photos is part of it',
        },
        {
          name: 'encoding ready frames',
          kind: 'limit',
          run: () => secondsOf(encodeReady),
          note: () => `by ${encoder.kind}, x264 veryfast, CRF 18, as everybody here`,
        },
        {
          name: 'ours with morph',
          kind: 'peer',
          run: () => secondsOf(() => renderScene({ ...scene, morph: true })),
          note: () => 'things move to their place in the second picture: nobody else here does that',
        },
        ...(ffmpeg === null
          ? []
          : [
              {
                name: 'ffmpeg’s filters, tuned',
                kind: 'peer' as const,
                run: () => secondsOf(() => renderByFilters(ffmpeg, sceneOf('filters'))),
                note: () => 'zoompan on pictures of twice the frame, xfade',
              },
            ]),
        ...there.map(({ contestant }) => contestant),
      ],
      absent: [...absent, ...(ffmpeg === null ? [{ name: 'ffmpeg’s filters', why: 'no ffmpeg is here' }] : [])],
      promises: (medians) => [
        {
          promise: '≤ 1.4 × encoding ready frames',
          kept: (medians.get('ours') ?? NaN) <= 1.4 * (medians.get('encoding ready frames') ?? NaN),
        },
      ],
      notes: () => [],
      async close() {
        for (const { child } of there) await child.stop()
      },
    }
  },
}
