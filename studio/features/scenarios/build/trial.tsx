import type { CallTurn, EngineState } from '@greenroom/contract/roleplays.ts'
import type { SpokenLanguage } from '@greenroom/contract/techniques.ts'
import { RotateCcwIcon, SendHorizontalIcon, XIcon } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { builder as room } from '#messages/builder.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'
import { Textarea } from '#ui/textarea.tsx'
import { ToggleGroup, ToggleGroupItem } from '#ui/toggle-group.tsx'
import { tryDraft } from '../scenarios.api.ts'
import type { Builder } from './use-builder.ts'

interface Said extends CallTurn {
  /** Techniques and mistakes found in it, by name. */
  readonly found: readonly string[]
}

/** A conversation with the draft as it is on the screen, with everything the customer thinks beside it. */
export function Trial(props: { builder: Builder; onHere: (nodeId: string | null) => void; onClose: () => void }) {
  const words = useMessages(room)
  const reader = useLanguage()
  const { builder, onHere } = props
  const { draft, card, techniques } = builder
  const [language, setLanguage] = useState<SpokenLanguage>(reader)
  const [seed, setSeed] = useState(1)
  const [state, setState] = useState<EngineState | null>(null)
  const [turns, setTurns] = useState<readonly Said[]>([])
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const end = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [turns])
  useEffect(() => () => onHere(null), [onHere])

  const restart = (): void => {
    setSeed((now) => now + 1)
    setState(null)
    setTurns([])
    setText('')
    setReason(null)
    onHere(null)
    field.current?.focus()
  }
  const say = async (): Promise<void> => {
    if (busy || state?.ended || (state !== null && text.trim() === '')) return
    setBusy(true)
    setReason(null)
    try {
      const before = turns.map(({ found: _, ...turn }) => turn)
      const tried = await tryDraft({ workspaceId: card.workspaceId, draft, language, state, turns: before, text, seed })
      const names = [
        ...(tried.found?.techniques.map(({ techniqueId }) => techniques.names.get(techniqueId) ?? techniqueId) ?? []),
        ...(tried.found?.faults.map(({ faultId }) => techniques.mistakeNames.get(faultId) ?? faultId) ?? []),
      ]
      const turn = (id: string, speaker: CallTurn['speaker'], said: string): CallTurn => ({
        id,
        speaker,
        text: said,
        startMs: null,
        endMs: null,
        aside: speaker === 'trainee' && state === null,
      })
      setTurns([
        ...turns,
        ...(text.trim() === '' ? [] : [{ ...turn(`t${turns.length}`, 'trainee', text), found: names }]),
        ...(tried.act === null ? [] : [{ ...turn(`c${turns.length}`, 'customer', tried.act.text), found: [] }]),
      ])
      setState(tried.state)
      onHere(tried.state.nodeId)
      // Only what was said: the next line may be half written by now.
      setText((now) => (now === text ? '' : now))
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
      field.current?.focus()
    }
  }
  const label = state === null ? words.trial.notes : words.trial.say
  return (
    <section aria-label={words.trial.title} className="flex h-full min-h-0 flex-col">
      <header className="border-b px-4 py-3">
        <div className="flex items-center gap-2">
          <h2 className="flex-1 text-sm font-semibold">{words.trial.title}</h2>
          <ToggleGroup
            type="single"
            size="sm"
            variant="outline"
            value={language}
            aria-label={words.trial.language}
            disabled={state !== null}
            onValueChange={(value) => (value === 'en' || value === 'nl') && setLanguage(value)}
          >
            <ToggleGroupItem value="en" aria-label={words.english}>
              EN
            </ToggleGroupItem>
            <ToggleGroupItem value="nl" aria-label={words.dutch}>
              NL
            </ToggleGroupItem>
          </ToggleGroup>
          <Button variant="ghost" size="icon-sm" aria-label={words.trial.restart} onClick={restart}>
            <RotateCcwIcon />
          </Button>
          <Button variant="ghost" size="icon-sm" aria-label={words.trial.close} onClick={props.onClose}>
            <XIcon />
          </Button>
        </div>
        <p className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">{words.trial.text}</p>
      </header>
      {state !== null && <Mood state={state} />}
      <div
        className="min-h-0 flex-1 overflow-y-auto px-4 py-4"
        aria-live="polite"
        // What scrolls can be scrolled with the keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="log"
        aria-label={words.trial.title}
      >
        <ol className="grid gap-3">
          {turns.map((turn) => (
            <li
              key={turn.id}
              lang={language}
              className={cn(
                'max-w-[88%] rounded-xl px-3 py-2 text-sm leading-relaxed',
                turn.speaker === 'trainee' ? 'bg-tint justify-self-end' : 'bg-muted justify-self-start',
                turn.aside && 'border-input border border-dashed bg-transparent italic',
              )}
            >
              <span className="sr-only">
                {turn.speaker === 'trainee' ? words.trial.you : draft.flow.persona.name}:{' '}
              </span>
              {turn.text}
              {turn.speaker === 'trainee' && (
                <span className="text-muted-foreground mt-1 block text-xs not-italic">
                  {turn.found.length === 0 ? words.trial.nothingFound : turn.found.join(' · ')}
                </span>
              )}
            </li>
          ))}
        </ol>
        {state?.ended && (
          <p className="mt-4 text-center text-sm font-medium">
            {words.trial.over(words.outcomes[state.ended.outcome])}
          </p>
        )}
        <div ref={end} />
      </div>
      {reason !== null && <ErrorNote reason={reason} className="mx-4 mb-3" />}
      <form
        className="flex items-end gap-2 border-t p-3"
        onSubmit={(event) => {
          event.preventDefault()
          void say()
        }}
      >
        {state?.ended ? (
          <Button type="button" className="w-full" onClick={restart}>
            <RotateCcwIcon />
            {words.trial.restart}
          </Button>
        ) : (
          <>
            <Textarea
              ref={field}
              rows={2}
              lang={language}
              aria-label={label}
              placeholder={label}
              className="min-h-0 flex-1 resize-none"
              value={text}
              maxLength={4000}
              onChange={({ target }) => setText(target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
                event.preventDefault()
                void say()
              }}
            />
            <Button type="submit" disabled={busy || (state !== null && text.trim() === '')}>
              <SendHorizontalIcon />
              {state === null ? words.trial.begin : words.trial.send}
            </Button>
          </>
        )}
      </form>
    </section>
  )
}

/** What no trainee sees: how the customer feels, and what is told and settled. */
function Mood({ state }: { state: EngineState }) {
  const words = useMessages(room)
  const told = Object.keys(state.revealed)
  const objections = Object.entries(state.objections)
  return (
    <div className="grid gap-3 border-b px-4 py-3 text-[0.8125rem]">
      <div className="grid grid-cols-2 gap-4">
        <Gauge label={words.trust} value={state.trust} />
        <Gauge label={words.patience} value={state.patience} />
      </div>
      <p className="flex flex-wrap items-center gap-1.5">
        <span className="text-muted-foreground">{words.trial.facts}:</span>
        {told.length === 0
          ? words.trial.none
          : told.map((id) => (
              <Badge key={id} variant="secondary">
                {id}
              </Badge>
            ))}
        {objections.map(([id, { stage }]) => (
          <Badge key={id} variant="outline">
            {id}: {words.rubric.stages[stage]}
          </Badge>
        ))}
      </p>
    </div>
  )
}

function Gauge({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <div className="flex justify-between gap-2">
        <span className="text-muted-foreground">{label}</span>
        <span className="tabular-nums">{Math.round(value)}</span>
      </div>
      <div className="bg-muted mt-1 h-1.5 overflow-hidden rounded-full" aria-hidden>
        <div className="bg-primary h-full rounded-full transition-[width]" style={{ width: `${value}%` }} />
      </div>
    </div>
  )
}
