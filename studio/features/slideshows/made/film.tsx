import type { SlideGroup } from '@greenroom/contract/slideshows.ts'
import { GalleryVerticalEndIcon, PlayIcon } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'

/** The slideshow itself: its poster, and in its place the film when somebody plays it. */
export function Film({ group }: { group: SlideGroup }) {
  const words = useMessages(slideshows).made
  const [playing, setPlaying] = useState(false)
  const { videoUrl, posterUrl, number, items } = group
  const aspect = group.width !== null && group.height !== null ? group.width / group.height : 9 / 16
  const still = posterUrl ?? items[0]?.thumbUrl ?? null
  return (
    <div
      className="bg-muted relative w-full self-start overflow-hidden rounded-lg sm:row-span-2"
      style={{ aspectRatio: aspect }}
    >
      {playing && videoUrl !== null ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- its words are burned into the picture
        <video
          src={videoUrl}
          poster={posterUrl ?? undefined}
          controls
          autoPlay
          playsInline
          aria-label={words.name(number)}
          className="absolute inset-0 size-full"
        />
      ) : (
        <>
          {still === null ? (
            <GalleryVerticalEndIcon className="text-muted-foreground absolute inset-0 m-auto size-6" aria-hidden />
          ) : (
            <img
              src={still}
              alt=""
              loading="lazy"
              className={`absolute inset-0 size-full object-cover ${posterUrl === null ? 'opacity-40' : ''}`}
            />
          )}
          {videoUrl !== null && (
            <button
              type="button"
              aria-label={words.play(number)}
              onClick={() => setPlaying(true)}
              className="group absolute inset-0 grid place-items-center outline-none focus-visible:ring-2 focus-visible:ring-inset"
            >
              <span className="grid size-11 place-items-center rounded-full bg-black/60 text-white transition-transform group-hover:scale-110">
                <PlayIcon className="ml-0.5 size-5 fill-current" aria-hidden />
              </span>
            </button>
          )}
        </>
      )}
    </div>
  )
}
