import { MicIcon, MicOffIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { remembered } from '#lib/remembered.ts'
import { useStore } from '#lib/store.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Label } from '#ui/label.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { listMicrophones, type Microphone, type MicrophoneChoice } from './microphone.ts'
import type { Talk } from './use-talk.ts'

/** Opens the microphone, shows that it hears something, and lets one choose another. */
export function MicCheck({ talk }: { talk: Talk }) {
  const words = useMessages(calls).mic
  const { microphone } = talk
  if (microphone === null) {
    const refusals: Readonly<Record<string, string>> = {
      NotAllowedError: words.refused,
      NotFoundError: words.none,
      OverconstrainedError: words.none,
      NotReadableError: words.busy,
    }
    return (
      <div className="grid justify-items-start gap-3">
        {talk.refusal !== null && (
          <p role="alert" className="flex gap-2 text-sm">
            <MicOffIcon className="text-destructive mt-0.5 size-4 shrink-0" aria-hidden />
            {refusals[talk.refusal] ?? words.busy}
          </p>
        )}
        <Button variant="outline" disabled={talk.opening} onClick={() => void talk.open(remembered('microphone'))}>
          <MicIcon />
          {talk.opening ? words.opening : talk.refusal === null ? words.open : words.again}
        </Button>
      </div>
    )
  }
  return <Opened microphone={microphone} talk={talk} />
}

function Opened({ microphone, talk }: { microphone: Microphone; talk: Talk }) {
  const words = useMessages(calls).mic
  const lost = useStore(microphone.lost)
  const [choices, setChoices] = useState<readonly MicrophoneChoice[]>([])
  useEffect(() => {
    const look = (): void => void listMicrophones().then(setChoices, () => setChoices([]))
    look()
    navigator.mediaDevices.addEventListener('devicechange', look)
    return () => navigator.mediaDevices.removeEventListener('devicechange', look)
  }, [microphone])
  const chosen = choices.find(({ id }) => id === remembered('microphone'))?.id ?? choices[0]?.id ?? ''
  return (
    <div className="grid gap-3">
      {lost && (
        <p role="alert" className="text-sm">
          {words.lost}{' '}
          <Button variant="link" size="sm" className="h-auto p-0" onClick={() => void talk.open(null)}>
            {words.again}
          </Button>
        </p>
      )}
      <div>
        <LevelMeter microphone={microphone} label={words.level} />
        <p className="text-muted-foreground mt-1.5 text-xs">{words.levelText}</p>
      </div>
      {choices.length > 1 && (
        <div className="grid gap-2">
          <Label htmlFor="microphone">{words.device}</Label>
          <Select value={chosen} onValueChange={(id) => void talk.open(id)}>
            <SelectTrigger id="microphone" className="w-full max-w-sm">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {choices.map(({ id, name }, place) => (
                <SelectItem key={id} value={id}>
                  {name === '' ? words.unnamed(place + 1) : name}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </div>
      )}
    </div>
  )
}

/** A bar that moves with the loudness; drawn without React, twenty-five times a second. */
export function LevelMeter(props: { microphone: Microphone; label: string; className?: string }) {
  const bar = useRef<HTMLDivElement>(null)
  const { listen } = props.microphone
  useEffect(
    () =>
      listen((level) => {
        // Loudness is heard in steps of proportion, not of difference.
        const shown = Math.min(1, Math.max(0, 1 + Math.log10(Math.max(level, 0.001)) / 2.2))
        bar.current?.style.setProperty('transform', `scaleX(${shown.toFixed(3)})`)
      }),
    [listen],
  )
  return (
    <div
      role="img"
      aria-label={props.label}
      className={cn('bg-muted h-2 overflow-hidden rounded-full', props.className)}
    >
      <div ref={bar} className="bg-primary h-full origin-left rounded-full" style={{ transform: 'scaleX(0)' }} />
    </div>
  )
}
