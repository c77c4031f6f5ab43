import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** A slideshow as others are told of it: stills of one length, a slow push in, captions as pictures, crossfades. */
export interface PeerShow {
  slides: { path: string; caption: { path: string; left: number; top: number } }[]
  seconds: number
  fadeSeconds: number
  /** How close it comes at last; 1 stands still. */
  zoom: number
  fps: number
  width: number
  height: number
  outputPath: string
}

/**
 * The same slideshow as a graph of ffmpeg's filters. zoompan moves by whole pixels, so the pictures are first made
 * `upscaled` times as large as the frame: the more, the less it judders and the longer it takes.
 */
export const renderShowByFilters = async (ffmpeg: string, show: PeerShow, upscaled: number): Promise<void> => {
  const { width, height, fps, seconds, fadeSeconds, slides, zoom } = show
  const frames = Math.round(seconds * fps)
  const size = `${width * upscaled}:${height * upscaled}`
  const count = slides.length
  const moved = slides.map(({ caption }, index) =>
    [
      `[${index}:v]scale=${size}:force_original_aspect_ratio=increase:out_color_matrix=bt709:out_range=tv,crop=${size},`,
      `zoompan=z='1+${zoom - 1}*on/${frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${frames}:s=${width}x${height}:fps=${fps},`,
      `setsar=1,format=yuv420p[moved${index}];`,
      `[moved${index}][${count + index}:v]overlay=x=${caption.left}:y=${caption.top}:format=yuv420[slide${index}]`,
    ].join(''),
  )
  const mixed = slides.slice(1).map((_, index) => {
    const before = index === 0 ? 'slide0' : `mixed${index}`
    return `[${before}][slide${index + 1}]xfade=transition=fade:duration=${fadeSeconds}:offset=${(index + 1) * (seconds - fadeSeconds)}[mixed${index + 1}]`
  })
  const tags = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv']
  await promisify(execFile)(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'],
    ...slides.flatMap(({ path }) => ['-i', path]),
    ...slides.flatMap(({ caption }) => ['-i', caption.path]),
    ...['-f', 'lavfi', '-i', 'anullsrc=channel_layout=stereo:sample_rate=48000'],
    ...['-filter_complex', [...moved, ...mixed].join(';'), '-map', `[mixed${count - 1}]`, '-map', `${2 * count}:a`],
    ...['-t', `${count * seconds - (count - 1) * fadeSeconds}`, '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'],
    ...[...tags, '-c:a', 'aac', '-b:a', '192k', '-movflags', '+faststart', show.outputPath],
  ])
}
