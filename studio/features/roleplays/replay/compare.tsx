import type { Rehearsal, Roleplay, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { scores } from '#messages/scores.ts'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useAddress } from '#features/projects/url.ts'
import { useRehearsal, useRetriesOf } from '../roleplays.api.ts'
import { PlayTurn } from '../parts/play-turn.tsx'

/** Two attempts from the same moment, side by side: this call and the one it goes on from, or one that went on from it. */
export function Compare({ rehearsal }: { rehearsal: Rehearsal }) {
  const [address, patch] = useAddress()
  const words = useMessages(scores).replay
  const { roleplay } = rehearsal
  const retries = useRetriesOf(roleplay)
  const scoreOf = useScoreOf()
  const chosen = address.get('with')
  const later = retries.data?.find(({ id }) => id === chosen) ?? null
  const original = roleplay.retryOf
  return (
    <>
      {retries.data !== undefined && retries.data.length > 0 && (
        <section className="mt-5 rounded-xl border p-4">
          <h2 className="text-sm font-semibold">{words.attempts(retries.data.length)}</h2>
          <ul className="mt-2 flex flex-wrap gap-2">
            {retries.data.map((one) => (
              <li key={one.id}>
                <Button
                  size="sm"
                  variant={one.id === chosen ? 'default' : 'outline'}
                  aria-pressed={one.id === chosen}
                  onClick={() => patch({ with: one.id === chosen ? null : one.id })}
                >
                  {words.attempt(one.retryOf?.turn ?? 0, scoreOf(one))}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {later !== null && later.retryOf !== null && (
        <SideBySide mine={rehearsal} otherId={later.id} from={later.retryOf.turn} mineFirst />
      )}
      {original !== null && (
        <SideBySide mine={rehearsal} otherId={original.sessionId} from={original.turn} mineFirst={false} />
      )}
    </>
  )
}

function useScoreOf(): (roleplay: Roleplay) => string {
  const words = useMessages(scores).replay
  return ({ score }) => (score === null ? words.noScore : words.score(String(Math.round(score))))
}

function SideBySide(props: { mine: Rehearsal; otherId: string; from: number; mineFirst: boolean }) {
  const words = useMessages(scores).replay
  const other = useRehearsal(props.otherId)
  if (other.isError) return null
  if (other.data === undefined) return <Skeleton className="mt-5 h-40 w-full rounded-xl" />
  const [first, second] = props.mineFirst ? [props.mine, other.data] : [other.data, props.mine]
  return (
    <section aria-label={words.compare} className="mt-5">
      <h2 className="text-sm font-semibold">{words.compare}</h2>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <Attempt
          title={words.first}
          rehearsal={first}
          from={props.from}
          link={props.mineFirst ? null : props.otherId}
        />
        <Attempt
          title={props.mineFirst ? words.later : words.second}
          rehearsal={second}
          from={props.from}
          link={props.mineFirst ? props.otherId : null}
        />
      </div>
    </section>
  )
}

/** So many turns tell two attempts apart; the rest is in the calls themselves. */
const shownTurns = 6

function Attempt(props: { title: string; rehearsal: Rehearsal; from: number; link: string | null }) {
  const words = useMessages(scores).replay
  const scoreOf = useScoreOf()
  const { roleplay, turns } = props.rehearsal
  const rest = turns.filter(({ number }) => number >= props.from)
  return (
    <div className="bg-card rounded-xl border p-4">
      <p className="flex flex-wrap items-center justify-between gap-2 text-sm font-medium">
        {props.title}
        <Badge variant="outline">{scoreOf(roleplay)}</Badge>
      </p>
      <ol lang={roleplay.language} className="mt-3 grid gap-3">
        {rest.slice(0, shownTurns).map((turn) => (
          <Line key={turn.id} turn={turn} name={roleplay.customerName} />
        ))}
      </ol>
      {rest.length <= shownTurns && <p className="text-muted-foreground mt-3 text-xs">{words.ends}</p>}
      {props.link !== null && (
        <Link href={`/coach/sessions/${props.link}?tab=replay`} className="text-primary mt-3 inline-block text-sm">
          {words.open}
        </Link>
      )}
    </div>
  )
}

function Line({ turn, name }: { turn: SpokenTurn; name: string }) {
  const talk = useMessages(calls)
  return (
    <li className="text-sm">
      <p className="text-muted-foreground flex items-center justify-between text-xs font-medium">
        {turn.speaker === 'trainee' ? talk.you : name}
        {turn.audioUrl !== null && <PlayTurn url={turn.audioUrl} />}
      </p>
      <p className="mt-0.5 leading-relaxed">{turn.text}</p>
    </li>
  )
}
