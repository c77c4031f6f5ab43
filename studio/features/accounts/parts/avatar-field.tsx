import { LoaderCircleIcon } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useRef, useState, type RefObject } from 'react'
import { useMe } from '#features/shell/gate.tsx'
import { Portrait } from '#features/shell/parts/portrait.tsx'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { settings } from '#messages/settings.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { AVATAR_MOST, AVATAR_TYPES, fitting, removeAvatar, sendAvatar } from '../avatar.api.ts'

/** Files that are dragged over a part of the page and dropped there; answers whether one hangs over it now. */
function useDropped(place: RefObject<HTMLElement | null>, take: (file: File) => void): boolean {
  const [over, setOver] = useState(false)
  const taken = useEffectEvent(take)
  useEffect(() => {
    const element = place.current
    if (element === null) return undefined
    const end = new AbortController()
    const on = (type: 'dragover' | 'dragleave' | 'drop', heard: (event: DragEvent) => void): void =>
      element.addEventListener(
        type,
        (event) => {
          if (event.dataTransfer?.types.includes('Files') === true) heard(event)
        },
        { signal: end.signal },
      )
    on('dragover', (event) => {
      event.preventDefault()
      setOver(true)
    })
    on('dragleave', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) setOver(false)
    })
    on('drop', (event) => {
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file !== undefined) taken(file)
    })
    return () => end.abort()
  }, [place])
  return over
}

/** One's own picture: choose or drop one, replace it, remove it. It counts at once; there is nothing to save. */
export function AvatarField() {
  const words = useMessages(settings)
  const format = useFormat()
  const me = useMe()
  const heading = useId()
  const file = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'idle' | 'busy' | 'changed'>('idle')
  const place = useRef<HTMLElement>(null)
  const [problem, setProblem] = useState<{ reason: unknown } | { sentence: string } | null>(null)

  const during = async (act: () => Promise<'changed' | 'idle'>): Promise<void> => {
    setState('busy')
    setProblem(null)
    try {
      setState(await act())
    } catch (reason) {
      setProblem({ reason })
      setState('idle')
    }
  }
  const take = (picture: File): Promise<void> =>
    during(async () => {
      const sent = await fitting(picture)
      if (sent === null) {
        setProblem({ sentence: words.avatarTooLarge(format.bytes(picture.size), format.bytes(AVATAR_MOST)) })
        return 'idle'
      }
      await sendAvatar(sent)
      return 'changed'
    })
  const over = useDropped(place, (picture) => {
    if (state !== 'busy') void take(picture)
  })

  return (
    <section ref={place} aria-labelledby={heading} className="relative rounded-xl">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <div className="relative">
          <Portrait me={me} className={cn('size-20 text-2xl transition-opacity', state === 'busy' && 'opacity-40')} />
          {state === 'busy' && <LoaderCircleIcon className="absolute inset-0 m-auto size-6 animate-spin" aria-hidden />}
        </div>
        <div className="min-w-52 flex-1">
          <h2 id={heading} className="text-sm font-medium">
            {words.avatar}
          </h2>
          <p className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">{words.avatarHint}</p>
          <div className="mt-3 flex flex-wrap items-center gap-2">
            <Button size="sm" variant="outline" disabled={state === 'busy'} onClick={() => file.current?.click()}>
              {me.avatarUrl === null ? words.avatarChoose : words.avatarReplace}
            </Button>
            {me.avatarUrl !== null && (
              <Button
                size="sm"
                variant="ghost"
                disabled={state === 'busy'}
                onClick={() =>
                  void during(async () => {
                    if (me.avatarUrl !== null) await removeAvatar(me.avatarUrl)
                    return 'idle'
                  })
                }
              >
                {words.avatarRemove}
              </Button>
            )}
            <span role="status" className="text-primary text-sm">
              {state === 'busy' ? <span className="sr-only">{words.avatarSending}</span> : null}
              {state === 'changed' ? words.avatarChanged : ''}
            </span>
          </div>
        </div>
      </div>
      <input
        ref={file}
        type="file"
        accept={AVATAR_TYPES}
        aria-label={words.avatar}
        className="hidden"
        onChange={(event) => {
          const [picture] = event.target.files ?? []
          // The same file may be chosen again after it was changed.
          event.target.value = ''
          if (picture !== undefined) void take(picture)
        }}
      />
      {problem !== null &&
        ('reason' in problem ? (
          <ErrorNote reason={problem.reason} className="mt-3" />
        ) : (
          <p role="alert" className="text-destructive mt-3 text-[0.8125rem] leading-snug">
            {problem.sentence}
          </p>
        ))}
      {over && (
        <p
          aria-hidden
          className="border-primary bg-background/90 text-primary pointer-events-none absolute -inset-3 flex items-center justify-center rounded-xl border-2 border-dashed text-sm font-medium"
        >
          {words.avatarDrop}
        </p>
      )}
    </section>
  )
}
