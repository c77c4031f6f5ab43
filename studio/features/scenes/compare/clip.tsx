import type { SceneVersion } from '@greenroom/contract/scenes.ts'
import type { RefObject } from 'react'
import { versionUrl } from '#lib/media.ts'

/** A take that somebody else plays and stops. */
export function Clip(props: { take: SceneVersion; video: RefObject<HTMLVideoElement | null>; label: string }) {
  return (
    <video
      ref={props.video}
      key={props.take.id}
      src={versionUrl(props.take.id, 'video')}
      aria-label={props.label}
      className="absolute inset-0 size-full object-contain"
      muted
      playsInline
      preload="auto"
    />
  )
}
