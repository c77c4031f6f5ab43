import {
  EarIcon,
  PauseIcon,
  PhoneOffIcon,
  PlayIcon,
  RotateCcwIcon,
  SparklesIcon,
  Volume2Icon,
  VolumeXIcon,
} from 'lucide-react'
import { useEffect, useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Face, type Mood } from './face.tsx'
import { LiveFaceChoice, LiveFacePicture } from './live-face-view.tsx'
import type { CallClock } from './clock.ts'
import type { CallDesk } from './use-call.ts'

/** The customer, what the customer is doing, and the controls of the call. Patience and trust are hidden on purpose. */
export function Stage(props: { call: CallDesk; recording: boolean; onHangUp: () => void; className?: string }) {
  const words = useMessages(calls)
  const { call } = props
  const { roleplay, brief } = call.rehearsal
  const over = roleplay.callEnded
  const mood: Mood = roleplay.paused
    ? 'paused'
    : props.recording
      ? 'listening'
      : call.sending.sending || call.awaited
        ? 'thinking'
        : call.speaking
          ? 'speaking'
          : 'ready'
  const status = over ? words.room.over : words.room[mood]
  return (
    <section className={cn('flex min-h-0 flex-row items-center gap-4 lg:flex-col lg:items-stretch', props.className)}>
      <div className="relative w-28 shrink-0 sm:w-40 lg:w-full">
        <Face
          name={roleplay.customerName}
          label={words.room.customerOf(roleplay.customerName)}
          mood={over ? 'paused' : mood}
          mouth={call.mouth}
          className={cn(
            'aspect-square w-full rounded-2xl transition-shadow',
            mood === 'speaking' && 'ring-primary ring-3',
            mood === 'listening' && 'ring-destructive ring-3',
          )}
        />
        {call.face !== null && !over && <LiveFacePicture face={call.face} aloud={call.aloud} />}
      </div>
      <div className="min-w-0 flex-1 lg:flex-none">
        <Disclosure name={roleplay.customerName} />
        <div className="mt-2 flex flex-wrap items-baseline justify-between gap-x-3">
          <h2 className="text-lg font-semibold">{roleplay.customerName}</h2>
          <Clock clock={call.clock} />
        </div>
        <p
          lang={roleplay.language}
          className="text-muted-foreground hidden text-[0.8125rem] sm:line-clamp-2 lg:line-clamp-3"
        >
          {brief.customer[roleplay.language]}
        </p>
        <p className="mt-2 flex items-center gap-2 text-sm font-medium" role="status">
          <span
            aria-hidden
            className={cn(
              'size-2 rounded-full',
              mood === 'speaking' || mood === 'ready' ? 'bg-primary' : 'bg-muted-foreground',
              mood === 'listening' && 'bg-destructive',
              mood !== 'ready' && mood !== 'paused' && 'animate-pulse',
            )}
          />
          {status}
        </p>
        {!over && (
          <div className="mt-3 flex flex-wrap gap-2">
            <Button variant="outline" size="sm" onClick={() => call.setPaused(!roleplay.paused)}>
              {roleplay.paused ? <PlayIcon /> : <PauseIcon />}
              {roleplay.paused ? words.room.resume : words.room.pause}
            </Button>
            <Button
              variant="outline"
              size="icon-sm"
              aria-pressed={!call.aloud}
              aria-label={call.aloud ? words.room.mute : words.room.unmute}
              title={call.aloud ? words.room.mute : words.room.unmute}
              onClick={() => call.setAloud(!call.aloud)}
            >
              {call.aloud ? <Volume2Icon /> : <VolumeXIcon />}
            </Button>
            <Button
              variant="outline"
              size="icon-sm"
              aria-label={words.room.replay}
              title={words.room.replay}
              disabled={call.rehearsal.nextTurn === 0}
              onClick={call.replay}
            >
              <RotateCcwIcon />
            </Button>
            <Button variant="destructive" size="sm" className="lg:w-full" onClick={props.onHangUp}>
              <PhoneOffIcon />
              {words.room.hangUp}
            </Button>
          </div>
        )}
        {call.face !== null && !over && <LiveFaceChoice face={call.face} />}
        {call.unheard && call.aloud && (
          <p className="text-muted-foreground mt-3 flex gap-2 text-[0.8125rem]">
            <EarIcon className="mt-0.5 size-4 shrink-0" aria-hidden />
            {words.room.noVoice(words.languages[roleplay.language])}
          </p>
        )}
      </div>
    </section>
  )
}

/** Always in sight while somebody talks with a computer. */
export function Disclosure({ name }: { name: string }) {
  const { room } = useMessages(calls)
  return (
    <p
      className="bg-muted inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-medium"
      title={room.disclosureText(name)}
    >
      <SparklesIcon className="size-3.5" aria-hidden />
      {room.disclosure}
    </p>
  )
}

function Clock({ clock }: { clock: CallClock }) {
  const { room } = useMessages(calls)
  const format = useFormat()
  const [seconds, setSeconds] = useState(() => Math.floor(clock.now() / 1000))
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor(clock.now() / 1000)), 250)
    return () => clearInterval(timer)
  }, [clock])
  return (
    <span className="text-muted-foreground text-sm tabular-nums" role="timer" aria-label={room.clock} aria-live="off">
      {format.duration(seconds)}
    </span>
  )
}
