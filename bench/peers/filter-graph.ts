import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface PeerScene {
  startPath: string
  endPath: string
  outputPath: string
  durationSeconds: number
  fps: number
  width: number
  height: number
}

/**
 * The same scene as a graph of ffmpeg's filters: zoompan moves by whole pixels, so the pictures are first made twice as
 * large as the frame, and xfade mixes them over the middle of the scene.
 */
export const renderByFilters = async (ffmpeg: string, scene: PeerScene): Promise<void> => {
  const { width, height, fps, durationSeconds } = scene
  const frames = Math.round(durationSeconds * fps)
  const size = `${width * 2}:${height * 2}`
  const moved = (zoom: string): string =>
    [
      `scale=${size}:force_original_aspect_ratio=increase`,
      `crop=${size}`,
      `zoompan=z='${zoom}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${frames}:s=${width}x${height}:fps=${fps}`,
      'setsar=1',
    ].join(',')
  const graph = [
    `[0:v]${moved(`1+0.15*(1-cos(PI*on/${frames}))/2`)}[a]`,
    `[1:v]${moved('1')}[b]`,
    `[a][b]xfade=transition=fade:duration=${durationSeconds * 0.5}:offset=${durationSeconds * 0.25},format=yuv420p,trim=end_frame=${frames}[v]`,
  ].join(';')
  await promisify(execFile)(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-i', scene.startPath, '-i', scene.endPath],
    ...['-filter_complex', graph, '-map', '[v]', '-frames:v', `${frames}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18', '-movflags', '+faststart', scene.outputPath],
  ])
}
