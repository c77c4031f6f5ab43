import { VideoIcon, VideoOffIcon } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useProblemText } from '#lib/problem-text.ts'
import { useStore } from '#lib/store.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import type { LiveFace } from './live-face.ts'

/** The moving face over the drawn one, once somebody asked for it. */
export function LiveFacePicture({ face, aloud }: { face: LiveFace; aloud: boolean }) {
  const state = useStore(face.state)
  if (state !== 'ready') return null
  return (
    // The words of the customer stand in the transcript beside it.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    <video
      ref={(video) => {
        if (video !== null) face.attach(video)
      }}
      autoPlay
      playsInline
      muted={!aloud}
      className="absolute inset-0 size-full rounded-2xl object-cover"
    />
  )
}

/** Asks for the moving face, sends it away, and says who made it or that it did not come. */
export function LiveFaceChoice({ face }: { face: LiveFace }) {
  const words = useMessages(calls).face
  const textOf = useProblemText()
  const state = useStore(face.state)
  const told = useStore(face.told)
  const [reason, setReason] = useState<unknown>(null)
  const open = (): void => {
    setReason(null)
    face.open().catch(setReason)
  }
  return (
    <div className="mt-2 grid justify-items-start gap-1 text-[0.8125rem]">
      {state === 'ready' ? (
        <Button variant="outline" size="sm" onClick={face.close}>
          <VideoOffIcon />
          {words.close}
        </Button>
      ) : (
        <Button variant="outline" size="sm" disabled={state === 'opening'} onClick={open}>
          <VideoIcon />
          {state === 'opening' ? words.opening : words.open}
        </Button>
      )}
      {state === 'ready' && told !== null && (
        <p className="text-muted-foreground">
          {told.disclosure} {told.sandbox && words.sandbox}
        </p>
      )}
      {state === 'failed' && (
        <p role="status">
          {words.failed} {reason !== null && textOf(reason).sentence}
        </p>
      )}
    </div>
  )
}
