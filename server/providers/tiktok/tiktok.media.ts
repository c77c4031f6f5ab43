import type { PublisherCode } from '@greenroom/contract/notices.ts'
import type { CreatorInfo, MediaFacts, PostDraft, PostProblem } from '../publisher-post.ts'
import { chunkLimits } from './tiktok.chunks.ts'
import { maxPhotos, stop, warn, type Values } from './tiktok.rules.ts'

/** "Video Restrictions" and "Image Restrictions" of the Media Transfer Guide. */
const mediaLimits = {
  videoTypes: ['video/mp4', 'video/webm', 'video/quicktime'],
  /** Names as containers and readers write them. */
  codecs: ['h264', 'avc1', 'avc3', 'h265', 'hevc', 'hvc1', 'hev1', 'vp8', 'vp08', 'vp9', 'vp09'],
  rate: { least: 23, most: 60 },
  side: { least: 360, most: 4096 },
  seconds: 600,
  photoTypes: ['image/jpeg', 'image/webp'],
  photoBytes: 20_000_000,
  /** "1080p" is read as: it fits into 1920 x 1080, lying or standing. */
  photoLong: 1920,
  photoShort: 1080,
}

/** What speaks against the media. `creator` null: the account's own limit on length is left out. */
export const mediaProblems = (draft: PostDraft, creator: CreatorInfo | null, media: MediaFacts): PostProblem[] => {
  if (draft.kind === 'video' && media.kind === 'video') return videoProblems(draft, creator, media)
  if (draft.kind === 'photos' && media.kind === 'photos') return photoProblems(draft, media)
  return [stop('media', 'wrong_media', {}, 'The post and its media are of different kinds.', 'Make the post anew.')]
}

const videoProblems = (
  draft: PostDraft,
  creator: CreatorInfo | null,
  video: Extract<MediaFacts, { kind: 'video' }>,
): PostProblem[] => {
  const { rate, side, videoTypes, codecs } = mediaLimits
  const found: PostProblem[] = []
  const no = <Code extends PublisherCode>(code: Code, values: Values<Code>, sentence: string, fix: string): number =>
    found.push(stop('media', code, values, sentence, fix))
  const renderAgain = 'Render the video again with Greenroom’s own settings.'
  if (!videoTypes.includes(video.mime)) no('video_type', {}, 'TikTok takes MP4, MOV and WebM videos.', renderAgain)
  if (!codecs.includes(video.codec.toLowerCase().split('.')[0] ?? ''))
    no(
      'video_codec',
      { codec: video.codec },
      `TikTok takes H.264, H.265, VP8 and VP9, not ${video.codec}.`,
      renderAgain,
    )
  // 23.976 is 23 and a bit; readers round 60 up and down.
  if (video.framesPerSecond < rate.least || video.framesPerSecond > rate.most + 0.05)
    no(
      'video_rate',
      { rate: tenths(video.framesPerSecond) },
      `TikTok takes 23 to 60 pictures a second, not ${rounded(video.framesPerSecond)}.`,
      renderAgain,
    )
  const sides = [video.width, video.height]
  if (Math.min(...sides) < side.least || Math.max(...sides) > side.most)
    no(
      'video_size',
      { width: video.width, height: video.height },
      `Each side has 360 to 4096 pixels in TikTok, not ${video.width} x ${video.height}.`,
      renderAgain,
    )
  if (video.bytes < 1 || video.bytes > chunkLimits.file)
    no('video_bytes', {}, 'TikTok takes videos up to 4 GB.', 'Make the video shorter or its quality lower.')
  const most = Math.min(mediaLimits.seconds, creator?.maxVideoSeconds ?? mediaLimits.seconds)
  if (video.seconds > most)
    no(
      'video_long',
      { seconds: tenths(video.seconds), most, over: tenths(video.seconds - most) },
      `The video lasts ${rounded(video.seconds)} s; this account may post up to ${most} s.`,
      `Make it ${rounded(video.seconds - most)} s shorter.`,
    )
  if (video.seconds < 3)
    found.push(
      warn(
        'media',
        'video_short',
        {},
        'Videos under 3 seconds are said to be refused.',
        'Make it 3 seconds or longer.',
      ),
    )
  const ratio = video.width / video.height
  if (ratio < 9 / 16 - 0.01 || ratio > 16 / 9 + 0.01)
    found.push(
      warn(
        'media',
        'video_ratio',
        {},
        'Videos narrower than 9:16 or wider than 16:9 are said to be refused.',
        'Render it as 9:16.',
      ),
    )
  const { coverAtMs } = draft
  if (coverAtMs !== null && (!Number.isInteger(coverAtMs) || coverAtMs < 0 || coverAtMs >= video.seconds * 1000))
    found.push(
      warn(
        'cover',
        'cover_outside',
        {},
        'The cover’s moment lies outside the video.',
        'The first frame becomes the cover.',
      ),
    )
  return found
}

const photoProblems = (draft: PostDraft, { photos }: Extract<MediaFacts, { kind: 'photos' }>): PostProblem[] => {
  const found: PostProblem[] = []
  const no = <Code extends PublisherCode>(code: Code, values: Values<Code>, sentence: string, fix: string): number =>
    found.push(stop('media', code, values, sentence, fix))
  if (photos.length < 1 || photos.length > maxPhotos)
    no(
      'photo_count',
      { count: photos.length, most: maxPhotos },
      `A photo post has 1 to ${maxPhotos} photos, not ${photos.length}.`,
      'Add or leave out photos.',
    )
  const { coverIndex } = draft
  if (!Number.isInteger(coverIndex) || coverIndex < 0 || coverIndex >= Math.max(1, photos.length))
    found.push(stop('cover', 'cover_index', {}, 'The cover is none of the photos.', 'Choose the cover again.'))
  photos.forEach(({ mime, width, height, bytes }, index) => {
    const photo = index + 1
    const which = `Photo ${photo}`
    if (!mediaLimits.photoTypes.includes(mime))
      no('photo_type', { photo }, `${which} is neither JPEG nor WebP.`, 'Render the photo set again: it comes as JPEG.')
    if (Math.max(width, height) > mediaLimits.photoLong || Math.min(width, height) > mediaLimits.photoShort)
      no(
        'photo_size',
        { photo, width, height },
        `${which} has ${width} x ${height} pixels; TikTok takes 1080 x 1920.`,
        'Render it smaller.',
      )
    if (bytes > mediaLimits.photoBytes)
      no('photo_bytes', { photo }, `${which} is larger than 20 MB.`, 'Render it with a lower quality.')
  })
  return found
}

const tenths = (value: number): number => Math.round(value * 10) / 10
const rounded = (value: number): string => String(tenths(value))
