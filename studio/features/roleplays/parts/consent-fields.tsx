import { useId, type ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Badge } from '#ui/badge.tsx'
import { Switch } from '#ui/switch.tsx'
import { canDictate } from '../call/dictation.ts'
import type { Abilities, Purpose } from '../roleplays.api.ts'
import { agreedTo, currentText } from './consents.ts'

export type Wish = Purpose | 'browser'

/** What is asked before a call of this kind: what it cannot do without, and what is the person's own choice. */
export function wishesOf(
  known: Abilities,
  spoken: boolean,
  chosen: ReadonlySet<Wish>,
): { needed: Purpose[]; optional: Wish[] } {
  const { transcriber, judge, phrasing, voice } = known.abilities
  const outside =
    judge === 'model' ||
    phrasing === 'model' ||
    voice !== 'browser' ||
    (transcriber !== 'none' && transcriber !== 'local')
  // The browser listens where nobody else does, also for somebody who lets no provider.
  const provides = chosen.has('provider') || agreedTo(known).has('provider')
  const listens = transcriber === 'local' || (transcriber !== 'none' && provides)
  return {
    needed: spoken ? ['transcript', 'audio'] : ['transcript'],
    optional: [
      ...(outside ? (['provider'] as const) : []),
      ...(spoken && !listens && canDictate() ? (['browser'] as const) : []),
    ],
  }
}

/** The agreements themselves, one switch each, in words of their own. Those given before are said, not asked. */
export function ConsentFields(props: {
  known: Abilities
  spoken: boolean
  chosen: ReadonlySet<Wish>
  onChange: (chosen: ReadonlySet<Wish>) => void
}) {
  const words = useMessages(calls).consent
  const { abilities } = props.known
  const agreed = agreedTo(props.known)
  const { needed, optional } = wishesOf(props.known, props.spoken, props.chosen)
  const texts: Readonly<Record<Wish, string>> = {
    transcript: words.transcriptText(abilities.transcriptDays),
    audio: words.audioText(abilities.audioDays),
    provider: words.providerText,
    browser: words.browserText,
  }
  const set = (wish: Wish, on: boolean): void => {
    const next = new Set(props.chosen)
    if (on) next.add(wish)
    else next.delete(wish)
    props.onChange(next)
  }
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 text-sm font-medium">{words.title}</legend>
      {[...needed, ...optional].map((wish) => (
        <Line
          key={wish}
          title={words[wish]}
          text={texts[wish]}
          badge={needed.some((one) => one === wish) ? words.needed : words.optional}
          given={wish !== 'browser' && agreed.has(wish) ? words.given : null}
          on={props.chosen.has(wish)}
          onChange={(on) => set(wish, on)}
        />
      ))}
      <p className="text-muted-foreground text-xs">{words.version(currentText)}</p>
    </fieldset>
  )
}

function Line(props: {
  title: string
  text: ReactNode
  badge: string
  given: string | null
  on: boolean
  onChange: (on: boolean) => void
}) {
  const id = useId()
  return (
    <div className="flex items-start gap-3 rounded-lg border p-3">
      {props.given === null && (
        <Switch
          id={id}
          checked={props.on}
          onCheckedChange={props.onChange}
          aria-describedby={`${id}-text`}
          className="mt-0.5"
        />
      )}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <label htmlFor={id} className="text-sm font-medium">
            {props.title}
          </label>
          <Badge variant="outline">{props.given ?? props.badge}</Badge>
        </div>
        <p id={`${id}-text`} className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">
          {props.text}
        </p>
      </div>
    </div>
  )
}
