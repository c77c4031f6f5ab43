import { chromium, type Browser, type Page } from '@playwright/test'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaptionLayout } from '@greenroom/contract/caption-shapes.ts'
import type { CaptionStyle, Frame, Rectangle } from '@greenroom/contract/caption-style.ts'
import { at } from '../../../scripts/ground/places.mjs'
import { findChromium } from '../../../scripts/ground/tools.mjs'
import { captionRaster, type CaptionRaster } from './caption-raster.ts'
import { difficultCaptions } from './fixtures/difficult-captions.ts'

/**
 * The preview of the studio, in a real browser, against what the server burns: the same layout to the last number, and
 * the same picture. Measured on x64 Linux, of 255 steps of brightness: 0.11 apart on average at most, and at most 0.3 %
 * of the pixels, all on edges, more than 16 apart and 0.02 % more than 48. One letter that comes from another font, or is
 * a pixel out of place, is far above these limits.
 */
const onLinux = process.platform === 'linux'
const apartAt = 48
/** Elsewhere the two smooth edges differently: the layout is the same, and no letter may be another one. */
const limits = onLinux ? { mean: 0.3, shareApart: 0.001 } : { mean: 16, shareApart: 0.12 }

/** A page with nothing on it but the studio's own preview; it answers the layout and the pixels over grey. */
const entry = '/caption-page.js'
const script = `
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { CaptionCanvas } from '/features/slideshows/caption-canvas.tsx'
const root = createRoot(document.body.appendChild(document.createElement('div')))
let turn = 0
window.preview = ({ text, style, frame, area }) => new Promise((resolve) => {
  const onLayout = (layout) => {
    const copy = new OffscreenCanvas(area.right - area.left, area.bottom - area.top).getContext('2d')
    copy.fillStyle = '#808080'
    copy.fillRect(0, 0, copy.canvas.width, copy.canvas.height)
    copy.drawImage(document.querySelector('canvas'), -area.left, -area.top)
    const { data } = copy.getImageData(0, 0, copy.canvas.width, copy.canvas.height)
    resolve({ layout, pixels: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')) })
  }
  root.render(createElement(CaptionCanvas, { key: turn++, text, style, frame, ...frame, onLayout }))
})
`
const html =
  '<!doctype html><meta charset="utf-8"><title>Captions</title><script type="module" src="/page.js"></script>'

interface Asked {
  text: string
  style: CaptionStyle
  frame: Frame
  area: Rectangle
}
interface Shown {
  layout: CaptionLayout
  pixels: string
}

const executablePath = await findChromium()
let browser: Browser | undefined
let window: Page
const trouble = Promise.withResolvers<never>()
trouble.promise.catch(() => undefined)

beforeAll(async () => {
  if (executablePath === null) return
  const files = await bundle()
  browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
  window = await browser.newPage({ deviceScaleFactor: 1 })
  window.on('pageerror', trouble.reject)
  window.on('requestfailed', (request) => trouble.reject(new Error(`${request.url()} was not there.`)))
  await window.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url())
    const body = pathname === '/favicon.ico' ? '' : files.get(pathname)
    const contentType = pathname === '/' ? 'text/html' : pathname.endsWith('.js') ? 'text/javascript' : 'font/woff2'
    await (body === undefined ? route.abort() : route.fulfill({ body: Buffer.from(body), contentType }))
  })
  await window.goto('http://captions.test/')
})
afterAll(() => browser?.close())

/** The page as the studio would be built, in memory: path and content. */
const bundle = async (): Promise<Map<string, string | Uint8Array>> => {
  const built = await build({
    root: at('studio'),
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'caption-page',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? script : null),
      },
    ],
    build: {
      write: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: entry, output: { entryFileNames: 'page.js' } },
    },
  })
  const { output } = built as Rolldown.RolldownOutput
  const files = output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source] as const)
  return new Map<string, string | Uint8Array>([...files, ['/', html]])
}

const preview = async (
  text: string,
  style: CaptionStyle,
  frame: Frame,
  { left, top, width, height }: CaptionRaster,
) => {
  const area = { left, top, right: left + width, bottom: top + height }
  const shown = window.evaluate(
    (asked) => (globalThis as unknown as { preview: (asked: Asked) => Promise<Shown> }).preview(asked),
    { text, style, frame, area },
  )
  const { layout, pixels } = await Promise.race([shown, trouble.promise])
  return { layout, pixels: Buffer.from(pixels, 'base64') }
}

/** The burned pixels over the same grey, against the previewed ones. */
const difference = ({ rgba }: CaptionRaster, shown: Buffer): { mean: number; shareApart: number } => {
  let sum = 0
  let apart = 0
  for (let pixel = 0; pixel < rgba.length; pixel += 4) {
    const alpha = (rgba[pixel + 3] ?? 0) / 255
    let most = 0
    for (let channel = pixel; channel < pixel + 3; channel++) {
      const burned = Math.round((rgba[channel] ?? 0) * alpha + 0x80 * (1 - alpha))
      most = Math.max(most, Math.abs(burned - (shown[channel] ?? 0)))
    }
    sum += most
    if (most > apartAt) apart++
  }
  const pixels = rgba.length / 4
  return { mean: sum / pixels, shareApart: apart / pixels }
}

describe.skipIf(executablePath === null)('the preview in a browser and the burned pixels', () => {
  it('are compared in forty difficult captions', () => expect(difficultCaptions).toHaveLength(40))

  it.each(difficultCaptions)(
    'are one picture: $name',
    async ({ text, style, frame }) => {
      const burned = captionRaster(text, style, frame)
      const shown = await preview(text, style, frame, burned)
      expect(shown.layout).toEqual(burned.layout)
      expect(shown.pixels.length).toBe(burned.rgba.length)
      const { mean, shareApart } = difference(burned, shown.pixels)
      expect(mean).toBeLessThan(limits.mean)
      expect(shareApart).toBeLessThan(limits.shareApart)
      expect(burned.missing).toEqual([])
    },
    30_000,
  )

  it.runIf(onLinux)(
    'are told apart when one side draws a hair differently',
    async () => {
      const { text, style, frame } = difficultCaptions[0]!
      const burned = captionRaster(text, style, frame)
      const thicker = { ...style, treatment: { kind: 'outline', colour: '#000000', width: 0.075 } } as const
      const shown = await preview(text, thicker, frame, burned)
      expect(difference(burned, shown.pixels).mean).toBeGreaterThan(limits.mean * 3)
      const lower = captionRaster(text, { ...style, vertical: { anchor: 'top', offset: 0.081 } }, frame)
      expect(lower.top).toBe(burned.top + 1)
      const moved = await preview(text, style, frame, lower)
      expect(difference(lower, moved.pixels).shareApart).toBeGreaterThan(limits.shareApart * 3)
    },
    30_000,
  )
})
