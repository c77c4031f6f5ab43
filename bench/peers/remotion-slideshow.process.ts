import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveQuestions } from '../answering.ts'
import { findProgram } from '../../server/kernel/process/child-environment.ts'
import { load } from './load.ts'
import type { PeerShow } from './slideshow-graph.ts'

/** The same slideshow as a composition of Remotion. Arguments: where it is installed, and the slideshow. */
const [folder = '', told = '{}'] = process.argv.slice(2)
const show = JSON.parse(told) as PeerShow
const { width, height, fps, slides, zoom } = show
const frames = Math.round(show.seconds * fps)
const fade = Math.round(show.fadeSeconds * fps)

/** Bundled by Remotion's own tools in its own folder, so it is text here. */
const entry = `
import { createElement as h } from 'react'
import { AbsoluteFill, Composition, Img, Sequence, registerRoot, staticFile, useCurrentFrame } from 'remotion'

const Slide = ({ index, left, top }) => {
  const frame = useCurrentFrame()
  const opacity = index === 0 ? 1 : Math.min(1, (frame + 0.5) / ${fade})
  return h(AbsoluteFill, { style: { opacity } },
    h(Img, { src: staticFile('photo-' + index + '.jpg'), style: { width: '100%', height: '100%', objectFit: 'cover', transform: 'scale(' + (1 + ${zoom - 1} * frame / ${frames}) + ')' } }),
    h(Img, { src: staticFile('caption-' + index + '.png'), style: { position: 'absolute', left, top } }))
}
const places = ${JSON.stringify(slides.map(({ caption }) => ({ left: caption.left, top: caption.top })))}
const Show = () => h(AbsoluteFill, null, places.map((place, index) =>
  h(Sequence, { key: index, from: index * ${frames - fade}, durationInFrames: ${frames} }, h(Slide, { index, ...place }))))

registerRoot(() => h(Composition, {
  id: 'show', component: Show, width: ${width}, height: ${height}, fps: ${fps},
  durationInFrames: ${slides.length * frames - (slides.length - 1) * fade},
}))
`

await serveQuestions(async () => {
  const browserExecutable = findProgram('chromium') ?? findProgram('google-chrome')
  if (browserExecutable === null) throw new Error('no Chromium was found for it')
  const { bundle } = await load(folder, '@remotion/bundler')
  const { openBrowser, renderMedia, selectComposition } = await load(folder, '@remotion/renderer')
  const place = join(folder, 'slideshow')
  await mkdir(join(place, 'public'), { recursive: true })
  for (const [index, { path, caption }] of slides.entries()) {
    await copyFile(path, join(place, 'public', `photo-${index}.jpg`))
    await copyFile(caption.path, join(place, 'public', `caption-${index}.png`))
  }
  const entryPoint = join(place, 'entry.mjs')
  await writeFile(entryPoint, entry)
  const serveUrl = await bundle({ entryPoint, publicDir: join(place, 'public'), rootDir: folder })
  const browser = { browserExecutable, chromeMode: 'chrome-for-testing', logLevel: 'error' }
  const puppeteerInstance = await openBrowser('chrome', browser)
  const composition = await selectComposition({ serveUrl, id: 'show', puppeteerInstance, ...browser })
  return {
    ready: {},
    async answer() {
      await renderMedia({
        ...{ composition, serveUrl, puppeteerInstance, ...browser },
        ...{ codec: 'h264', crf: 20, x264Preset: 'veryfast', enforceAudioTrack: true, concurrency: '100%' },
        outputLocation: show.outputPath,
      })
      return null
    },
    stop: () => puppeteerInstance.close({ silent: true }),
  }
})
