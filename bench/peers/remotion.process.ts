import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveQuestions } from '../answering.ts'
import { findProgram } from '../../server/kernel/process/child-environment.ts'
import type { PeerScene } from './filter-graph.ts'
import { load } from './load.ts'

/** The same scene as a composition of Remotion, with the browser that is here. Arguments: where it is installed, and the scene. */
const [folder = '', told = '{}'] = process.argv.slice(2)
const scene = JSON.parse(told) as PeerScene

/** Bundled by Remotion's own tools in its own folder, so it is text here. */
const entry = `
import { createElement as h } from 'react'
import { AbsoluteFill, Composition, Img, interpolate, registerRoot, staticFile, useCurrentFrame, useVideoConfig, Easing } from 'remotion'

const Picture = ({ name, scale, opacity }) =>
  h(Img, { src: staticFile(name), style: { position: 'absolute', width: '100%', height: '100%', objectFit: 'cover', opacity, transform: 'scale(' + scale + ')' } })

const Scene = () => {
  const frame = useCurrentFrame()
  const { durationInFrames } = useVideoConfig()
  const time = frame / (durationInFrames - 1)
  const zoom = 1 + 0.15 * interpolate(time, [0, 1], [0, 1], { easing: Easing.inOut(Easing.sin) })
  const mix = interpolate(time, [0.25, 0.75], [0, 1], { extrapolateLeft: 'clamp', extrapolateRight: 'clamp' })
  return h(AbsoluteFill, null, h(Picture, { name: 'start.jpg', scale: zoom, opacity: 1 }), h(Picture, { name: 'end.jpg', scale: 1, opacity: mix }))
}

registerRoot(() => h(Composition, {
  id: 'scene', component: Scene, width: ${scene.width}, height: ${scene.height}, fps: ${scene.fps},
  durationInFrames: ${Math.round(scene.durationSeconds * scene.fps)},
}))
`

await serveQuestions(async () => {
  const browserExecutable = findProgram('chromium') ?? findProgram('google-chrome')
  if (browserExecutable === null) throw new Error('no Chromium was found for it')
  execFileSync(browserExecutable, ['--version'], { stdio: 'ignore' })
  const { bundle } = await load(folder, '@remotion/bundler')
  const { openBrowser, renderMedia, selectComposition } = await load(folder, '@remotion/renderer')
  const place = join(folder, 'composition')
  await mkdir(join(place, 'public'), { recursive: true })
  await copyFile(scene.startPath, join(place, 'public', 'start.jpg'))
  await copyFile(scene.endPath, join(place, 'public', 'end.jpg'))
  const entryPoint = join(place, 'entry.mjs')
  await writeFile(entryPoint, entry)
  const serveUrl = await bundle({ entryPoint, publicDir: join(place, 'public'), rootDir: folder })
  const browser = { browserExecutable, chromeMode: 'chrome-for-testing', logLevel: 'error' }
  const puppeteerInstance = await openBrowser('chrome', browser)
  const composition = await selectComposition({ serveUrl, id: 'scene', puppeteerInstance, ...browser })
  return {
    ready: {},
    async answer() {
      await renderMedia({
        ...{ composition, serveUrl, puppeteerInstance, ...browser },
        ...{ codec: 'h264', crf: 18, x264Preset: 'veryfast', muted: true, concurrency: '100%' },
        outputLocation: scene.outputPath,
      })
      return null
    },
    stop: () => puppeteerInstance.close({ silent: true }),
  }
})
