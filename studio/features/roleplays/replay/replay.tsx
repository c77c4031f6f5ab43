import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import type { FoundInTurn } from '@greenroom/contract/roleplays.ts'
import { PauseIcon, PlayIcon } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { calls } from '#messages/calls.ts'
import { scores } from '#messages/scores.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { useNotes } from '../roleplays.api.ts'
import { Compare } from './compare.tsx'
import { aboutTurns, filters, fits } from './marks.ts'
import { useNames } from './names.ts'
import { CallNotes } from './notes.tsx'
import { MarkStrip, type Mark } from './mark-strip.tsx'
import { placeTurns, turnAt, type Placed } from './timeline.ts'
import { TryAgain } from './try-again.tsx'
import { TurnRow } from './turn-row.tsx'
import { useSound } from './use-sound.ts'
import type { Player } from './wave.tsx'

const Wave = lazy(() => import('./wave.tsx'))
const speeds = ['1', '1.25', '1.5', '2'] as const

/** A call again: its sound on one timeline, its words, what was found in them, and notes. `?turn=` is the turn looked at. */
export function Replay(props: { rehearsal: Rehearsal; found: readonly FoundInTurn[]; mine: boolean }) {
  const words = useMessages(scores)
  const [address, patch] = useAddress()
  const { rehearsal, found } = props
  const { roleplay, turns } = rehearsal
  const placed = useMemo(() => placeTurns(turns), [turns])
  const notes = useNotes(roleplay.id)
  const about = useMemo(() => aboutTurns(placed, found, notes.data?.notes ?? []), [placed, found, notes.data])
  const filter = oneOf(address, 'show', filters)
  const shown = placed.filter((one) => fits(filter, one, about.get(one.turn.id)))
  const wanted = address.get('turn')
  const current = placed.find(({ turn }) => String(turn.number) === wanted) ?? null
  const sound = useSound(roleplay.id, placed)
  const [player, setPlayer] = useState<Player | null>(null)
  const [playing, setPlaying] = useState(false)
  const [retrying, setRetrying] = useState<Placed | null>(null)
  const [writing, setWriting] = useState(false)
  const marks = useMarks(placed, about)

  const look = useCallback((one: Placed): void => patch({ turn: String(one.turn.number), play: null }), [patch])
  const go = useCallback(
    (one: Placed, play: boolean): void => {
      look(one)
      player?.seek(one.from, play)
    },
    [look, player],
  )
  // A quote of the scorecard leads here and asks to be heard, once the sound is there.
  const asked = address.get('play') !== null
  const began = useRef(false)
  useEffect(() => {
    if (!asked || player === null || current === null || began.current) return
    began.current = true
    player.seek(current.from, true)
    patch({ play: null })
  }, [asked, player, current, patch])
  const heard = useRef<string | null>(null)
  const onTime = (seconds: number): void => {
    const one = turnAt(placed, seconds)
    if (one === null || one.turn.id === heard.current || !playing) return
    heard.current = one.turn.id
    look(one)
  }
  const step = (by: 1 | -1): void => {
    const at = shown.findIndex(({ turn }) => turn.id === current?.turn.id)
    const next = shown[at === -1 ? (by === 1 ? 0 : shown.length - 1) : at + by]
    if (next !== undefined) go(next, false)
  }

  const keys = { scope: words.replay.title }
  const audible = { ...keys, enabled: player !== null }
  useAction({ ...audible, id: 'replay.play', keys: 'space', label: words.keys.play, run: () => player?.toggle() })
  useAction({
    ...audible,
    id: 'replay.back',
    keys: 'arrowleft',
    label: words.keys.back,
    repeats: true,
    run: () => player?.by(-5),
  })
  useAction({
    ...audible,
    id: 'replay.on',
    keys: 'arrowright',
    label: words.keys.on,
    repeats: true,
    run: () => player?.by(5),
  })
  useAction({ ...keys, id: 'replay.next', keys: 'j', label: words.keys.next, repeats: true, run: () => step(1) })
  useAction({
    ...keys,
    id: 'replay.previous',
    keys: 'k',
    label: words.keys.previous,
    repeats: true,
    run: () => step(-1),
  })
  useAction({ ...keys, id: 'replay.note', keys: 'n', label: words.keys.note, run: () => setWriting(true) })
  useAction({
    ...keys,
    id: 'replay.again',
    keys: 't',
    label: words.keys.again,
    enabled: props.mine && current?.turn.canRetry === true,
    run: () => setRetrying(current),
  })

  const recorded = placed.some(({ turn }) => turn.audioUrl !== null)
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="min-w-0">
        {recorded ? (
          <section aria-label={words.replay.wave} className="bg-card rounded-xl border p-4">
            {sound.data === undefined ? (
              sound.isError ? (
                <p role="alert" className="text-sm">
                  {words.replay.soundFailed}
                </p>
              ) : (
                <Skeleton className="h-22 w-full" aria-label={words.replay.loading} />
              )
            ) : (
              <Suspense fallback={<Skeleton className="h-22 w-full" />}>
                <Wave
                  sound={sound.data}
                  label={words.replay.wave}
                  onPlayer={setPlayer}
                  onTime={onTime}
                  onPlaying={setPlaying}
                />
                <MarkStrip marks={marks} seconds={sound.data.seconds} onGo={(one) => go(one, true)} />
              </Suspense>
            )}
            <Controls player={player} playing={playing} />
          </section>
        ) : (
          <p className="text-muted-foreground text-sm">
            {roleplay.wordsGone
              ? words.replay.wordsGone
              : roleplay.mode === 'spoken' && roleplay.audioGone
                ? words.replay.soundGone
                : words.replay.noSound}
          </p>
        )}
        <Compare rehearsal={rehearsal} />
        <div className="mt-5 flex flex-wrap items-center gap-3">
          <ToggleGroup
            type="single"
            variant="outline"
            size="sm"
            spacing={1}
            className="flex-wrap"
            aria-label={words.replay.filters}
            value={filter}
            onValueChange={(value) => patch({ show: value === 'all' ? null : value })}
          >
            {filters.map((one) => (
              <ToggleGroupItem key={one} value={one} className="px-3">
                {words.replay.filter[one]}
              </ToggleGroupItem>
            ))}
          </ToggleGroup>
        </div>
        <Preparation rehearsal={rehearsal} current={wanted === '0'} />
        {shown.length === 0 && <p className="text-muted-foreground mt-6 text-sm">{words.replay.nothing}</p>}
        <ol aria-label={words.replay.transcript} className="mt-3 grid gap-1">
          {shown.map((one) => (
            <TurnRow
              key={one.turn.id}
              placed={one}
              about={about.get(one.turn.id)}
              rehearsal={rehearsal}
              current={one.turn.id === current?.turn.id}
              onGo={() => go(one, one.turn.audioUrl !== null)}
              onRetry={props.mine && one.turn.canRetry ? () => setRetrying(one) : null}
            />
          ))}
        </ol>
      </div>
      <div>
        {notes.isError && <ErrorNote reason={notes.error} />}
        <CallNotes
          sessionId={roleplay.id}
          notes={notes.data?.notes ?? []}
          placed={placed}
          current={current}
          writing={writing}
          onWriting={setWriting}
          onGo={(one) => go(one, false)}
        />
      </div>
      {retrying !== null && <TryAgain roleplay={roleplay} turn={retrying.turn} onClose={() => setRetrying(null)} />}
    </div>
  )
}

/** Where something was found or noted, on the timeline. */
function useMarks(placed: readonly Placed[], about: ReturnType<typeof aboutTurns>): readonly Mark[] {
  const names = useNames()
  return useMemo(
    () =>
      placed.flatMap((one) => {
        const { turn } = one
        const here = about.get(turn.id)
        const mark = (kind: Mark['kind'], id: string, name: string): Mark => ({
          id: `${kind} ${turn.id} ${id}`,
          placed: one,
          kind,
          name,
        })
        return [
          ...(here?.found?.techniques.slice(0, 1) ?? []).map(({ techniqueId }) =>
            mark('technique', techniqueId, names(techniqueId)),
          ),
          ...(here?.found?.faults.slice(0, 1) ?? []).map(({ faultId }) => mark('fault', faultId, names(faultId))),
          ...(here?.notes.slice(0, 1) ?? []).map((note) => mark('note', note.id, note.body)),
        ]
      }),
    [placed, about, names],
  )
}

/** The notes from before the call: a quote may lead to them, and they have no time. */
function Preparation({ rehearsal, current }: { rehearsal: Rehearsal; current: boolean }) {
  const { notes } = useMessages(calls)
  const text = rehearsal.turns.find(({ aside }) => aside)?.text.trim() ?? ''
  if (text === '') return null
  return (
    <div
      aria-current={current ? 'true' : undefined}
      className={cn('mt-4 rounded-lg border border-dashed p-3 text-sm', current && 'bg-tint border-primary/40')}
    >
      <p className="text-muted-foreground text-xs font-medium">{notes}</p>
      <p lang={rehearsal.roleplay.language} className="mt-1 leading-relaxed whitespace-pre-wrap">
        {text}
      </p>
    </div>
  )
}

function Controls({ player, playing }: { player: Player | null; playing: boolean }) {
  const words = useMessages(scores).replay
  const format = useFormat()
  const [speed, setSpeed] = useState<(typeof speeds)[number]>('1')
  return (
    <div className="mt-3 flex flex-wrap items-center gap-3">
      <Button size="sm" disabled={player === null} onClick={() => player?.toggle()}>
        {playing ? <PauseIcon /> : <PlayIcon />}
        {playing ? words.pause : words.play}
      </Button>
      <ToggleGroup
        type="single"
        size="sm"
        aria-label={words.speed}
        value={speed}
        disabled={player === null}
        onValueChange={(value) => {
          const next = speeds.find((one) => one === value) ?? speed
          setSpeed(next)
          player?.speed(Number(next))
        }}
      >
        {speeds.map((one) => (
          <ToggleGroupItem key={one} value={one} className="px-2 tabular-nums">
            {format.number(Number(one))}×
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
      <p className="text-muted-foreground text-xs">{words.waveText}</p>
    </div>
  )
}
