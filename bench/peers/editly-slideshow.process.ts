import { serveQuestions } from '../answering.ts'
import { load } from './load.ts'
import type { PeerShow } from './slideshow-graph.ts'

/** The same slideshow told to editly, which draws with OpenGL. Arguments: where it is installed, and the slideshow. */
const [folder = '', told = '{}'] = process.argv.slice(2)
const show = JSON.parse(told) as PeerShow

await serveQuestions(async () => {
  const { default: editly } = await load(folder, 'editly')
  const { width, height, fps, outputPath, seconds, zoom } = show
  return {
    ready: {},
    async answer() {
      await editly({
        ...{ outPath: outputPath, width, height, fps, allowRemoteRequests: false, verbose: false },
        customOutputArgs: ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p'],
        defaults: { transition: { name: 'fade', duration: show.fadeSeconds } },
        clips: show.slides.map(({ path, caption }) => ({
          duration: seconds,
          layers: [
            { type: 'image', path, zoomDirection: 'in', zoomAmount: zoom - 1, resizeMode: 'cover' },
            {
              ...{ type: 'image-overlay', path: caption.path, zoomDirection: null, originX: 'left', originY: 'top' },
              position: { x: caption.left / width, y: caption.top / height },
            },
          ],
        })),
      })
      return null
    },
    stop: () => undefined,
  }
})
