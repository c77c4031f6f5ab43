import { serveQuestions } from '../answering.ts'
import type { PeerScene } from './filter-graph.ts'
import { load } from './load.ts'

/** The same scene told to editly, which draws with OpenGL. Arguments: where it is installed, and the scene. */
const [folder = '', told = '{}'] = process.argv.slice(2)
const scene = JSON.parse(told) as PeerScene

await serveQuestions(async () => {
  const { default: editly } = await load(folder, 'editly')
  const { width, height, fps, outputPath } = scene
  // Its clips overlap during the transition.
  const duration = scene.durationSeconds * 0.75
  const picture = (path: string, zoomAmount: number) => ({
    duration,
    layers: [{ type: 'image', path, zoomDirection: zoomAmount === 0 ? null : 'in', zoomAmount, resizeMode: 'cover' }],
  })
  return {
    ready: {},
    async answer() {
      await editly({
        ...{ outPath: outputPath, width, height, fps, allowRemoteRequests: false, verbose: false },
        customOutputArgs: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-pix_fmt', 'yuv420p'],
        defaults: { transition: { name: 'fade', duration: scene.durationSeconds * 0.5 } },
        clips: [picture(scene.startPath, 0.15), picture(scene.endPath, 0)],
      })
      return null
    },
    stop: () => undefined,
  }
})
