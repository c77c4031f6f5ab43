import { MicIcon } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Kbd } from '#patterns/kbd.tsx'
import { Label } from '#ui/label.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { LevelMeter, MicCheck } from './mic-check.tsx'
import { pauses, type Talk, type TalkWay } from './use-talk.ts'

/** How one takes a turn with the voice: a button (and Space) to hold, or talking freely. */
export function TalkBar({ talk, talking }: { talk: Talk; talking: boolean }) {
  const words = useMessages(calls).mic
  const id = useId()
  useSpace(talk, talking)
  if (talk.microphone === null) return <MicCheck talk={talk} />
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        {talk.way === 'push' ? (
          <Button
            size="lg"
            variant={talk.recording ? 'destructive' : 'default'}
            disabled={!talk.ready && !talk.recording}
            aria-pressed={talk.recording}
            className="min-w-48 touch-none select-none"
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              talk.begin()
            }}
            onPointerUp={() => void talk.finish()}
            onPointerCancel={() => void talk.finish()}
          >
            <MicIcon />
            {talk.recording ? words.release : words.hold}
            {!talk.recording && <Kbd keys="space" className="ml-1 hidden md:inline-flex" />}
          </Button>
        ) : (
          <p className="flex min-w-48 items-center gap-2 text-sm font-medium" role="status">
            <span
              aria-hidden
              className={cn('size-2.5 rounded-full', talk.recording ? 'bg-destructive animate-pulse' : 'bg-primary')}
            />
            {talk.recording ? words.hearing : words.waitingVoice}
          </p>
        )}
        <LevelMeter microphone={talk.microphone} label={words.level} className="w-28 flex-1" />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ToggleGroup
          type="single"
          size="sm"
          variant="outline"
          value={talk.way}
          aria-label={words.how}
          disabled={talk.recording}
          onValueChange={(value) => (value === 'push' || value === 'free') && talk.setWay(value satisfies TalkWay)}
        >
          <ToggleGroupItem value="push" className="px-3">
            {words.push}
          </ToggleGroupItem>
          <ToggleGroupItem value="free" className="px-3">
            {words.free}
          </ToggleGroupItem>
        </ToggleGroup>
        {talk.way === 'free' && (
          <div className="flex items-center gap-2">
            <Label htmlFor={id} className="text-muted-foreground text-xs font-normal">
              {words.pauseLength}
            </Label>
            <Select value={String(talk.pauseMs)} onValueChange={(value) => talk.setPauseMs(Number(value))}>
              <SelectTrigger id={id} size="sm">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {pauses.map((pause) => (
                  <SelectItem key={pause} value={String(pause)}>
                    {words.seconds(pause / 1000)}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          </div>
        )}
      </div>
      <p className="text-muted-foreground text-xs" aria-live="polite">
        {talk.tooShort ? words.tooShort : talk.way === 'push' ? words.pushHint : words.freeHint}
      </p>
      {talk.interim !== '' && <p className="text-muted-foreground text-sm italic">{talk.interim}</p>}
    </div>
  )
}

const typesInto = 'input, textarea, select, button, [role=tab], [role=dialog], [contenteditable]'

/** Space held down is the button held down, wherever no other control has the keyboard. */
function useSpace(talk: Talk, talking: boolean): void {
  const latest = useRef(talk)
  useEffect(() => {
    latest.current = talk
  })
  useEffect(() => {
    if (!talking) return undefined
    const ours = (event: KeyboardEvent): boolean =>
      event.code === 'Space' &&
      latest.current.way === 'push' &&
      latest.current.microphone !== null &&
      !(event.target instanceof Element && event.target.closest(typesInto) !== null) &&
      document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]') === null
    const down = (event: KeyboardEvent): void => {
      if (!ours(event)) return
      event.preventDefault()
      if (!event.repeat) latest.current.begin()
    }
    const up = (event: KeyboardEvent): void => {
      if (event.code !== 'Space' || !latest.current.recording) return
      event.preventDefault()
      void latest.current.finish()
    }
    // Who leaves the window with the key down has let go of it.
    const away = (): void => {
      if (latest.current.way === 'push') void latest.current.finish()
    }
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    addEventListener('blur', away)
    return () => {
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
      removeEventListener('blur', away)
    }
  }, [talking])
}
