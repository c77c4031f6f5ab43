import sharp from 'sharp'
import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { captionsToCheck, type CaptionCheck, type CaptionsToCheck } from './caption-preflight.ts'
import { captionContrast, outsideSafeBox } from './captions/caption-checks.ts'
import { captionRaster } from './captions/caption-raster.ts'

/** The child process in which captions are measured. */
answerJobs(async (message): Promise<CaptionCheck[]> => {
  const { width, height, slides } = captionsToCheck.parse(message)
  const checks: CaptionCheck[] = []
  for (const slide of slides) checks.push(await check(slide, { width, height }))
  return checks
})

const check = async (
  { path, text, style }: CaptionsToCheck['slides'][number],
  frame: { width: number; height: number },
): Promise<CaptionCheck> => {
  const raster = captionRaster(text, style, frame)
  const { data } = await sharp(path).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const over = outsideSafeBox(raster.layout, frame, style)
  return {
    fits: raster.layout.fits,
    outside: over === null ? 0 : Math.max(over.left, over.top, over.right, over.bottom),
    contrast: captionContrast(raster, { data, ...frame, channels: 3 })?.low ?? null,
    missing: [...raster.missing],
  }
}
