import { join } from 'node:path'
import { chooseEncoder, encodeVideo } from '../server/media/encoder.ts'
import { sceneFrames } from '../server/media/scene-frames.ts'
import { renderScene } from '../server/media/scene-render.ts'
import type { SceneToRender } from '../server/media/scene-shapes.ts'
import type { Bench } from './measure.ts'
import { makePhotos } from './pictures.ts'

/** A local scene of 5 s at 1280x720 and 24 frames a second, from two 12-megapixel photos; against encoding ready frames. */
export const renderBench: Bench = {
  key: 'render',
  workload: 'local scene, 5 s of 1280x720',
  unit: 's',
  better: 'less',
  goal: '≤ 1.4 × encoding ready frames, for move and crossfade',
  met: (medians) => (medians.get('ours') ?? Infinity) <= 1.4 * (medians.get('encoding alone') ?? 0),
  async prepare({ folder }) {
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
    const seconds = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now()
      await work()
      return (performance.now() - began) / 1000
    }
    return {
      contestants: [
        { name: 'ours', kind: 'ours', run: () => seconds(() => renderScene(scene)) },
        { name: 'ours with morph', kind: 'peer', run: () => seconds(() => renderScene({ ...scene, morph: true })) },
        {
          name: 'encoding alone',
          kind: 'limit',
          run: () =>
            seconds(() =>
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
              }),
            ),
        },
      ],
      notes: () => [
        `encoded by ${encoder.kind}; starting the child and opening two 12-megapixel photos is part of ours`,
      ],
      close: async () => undefined,
    }
  },
}
