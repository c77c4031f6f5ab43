import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { answerJobs } from '#kernel/process/answer-jobs.ts'
import { openCompositor, type Compositor } from './compositor/compositor.ts'
import type { Size } from './compositor/framing.ts'
import type { Encoder } from './encoder.ts'
import { openPoster } from './photo-decode.ts'
import { clipStart, ofSlide, probeClip } from './slideshow-clip.ts'
import { photoSetJob, type PhotoSet, type SlideToRender } from './slideshow-shapes.ts'
import { stillStage, withCaption, type Stage } from './slideshow-stage.ts'
import { prepareOpened, prepareStill } from './slideshow-still.ts'
import { posterFrame } from './video-reader.ts'

/** What feeds of photos take: 1080p, upright. */
const largest: Size = { width: 1080, height: 1920 }

/** The child process in which the slides of a slideshow become single pictures. */
answerJobs(async (message, report): Promise<PhotoSet> => {
  const { show, encoder, folder } = photoSetJob.parse(message)
  const frame = photoFrameOf(show)
  const compositor = await openCompositor(frame.width, frame.height)
  const set: PhotoSet = []
  for (const [index, slide] of show.slides.entries()) {
    const bare = await atRest(compositor, encoder, slide, index, frame)
    const stage = await withCaption(compositor, bare, slide.caption, frame)
    await stage.draw(0, 'first')
    await stage.close()
    const path = join(folder, `${String(index + 1).padStart(2, '0')}.jpg`)
    // The colours of a film are as coarse, so nothing is lost; every reader of JPEGs knows this form.
    await sharp(compositor.takeRgb(), { raw: { ...frame, channels: 3 } })
      .jpeg({ quality: 90 })
      .toFile(path)
    set.push({ path, ...frame, bytes: (await stat(path)).size })
    report(index + 1)
  }
  return set
})

const photoFrameOf = ({ width, height }: Size): Size => {
  const scale = Math.min(1, largest.width / width, largest.height / height)
  return { width: Math.floor((width * scale) / 2) * 2, height: Math.floor((height * scale) / 2) * 2 }
}

/** A slide as it is when no camera moves over it; a clip stands still at its beginning. */
const atRest = async (
  compositor: Compositor,
  by: Encoder,
  slide: SlideToRender,
  index: number,
  frame: Size,
): Promise<Stage> => {
  const look = { ...slide, motion: 'none' as const }
  if (slide.kind === 'still') return stillStage(compositor, await prepareStill(look, index, frame, 1, 30))
  try {
    const facts = await probeClip(by, slide.path, index)
    const jpeg = await posterFrame(by, slide.path, clipStart(slide, facts))
    return stillStage(compositor, await prepareOpened(await openPoster(jpeg, facts.turn), look, frame, 1, 30))
  } catch (error) {
    throw ofSlide(index, error)
  }
}
