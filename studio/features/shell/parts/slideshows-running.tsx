import type { CalendarEntry } from '@greenroom/contract/slideshows.ts'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { onHouseEvent } from '#lib/events.ts'
import { useMessages } from '#lib/messages.ts'
import { queryOf, refreshSoon } from '#lib/queries.ts'
import { shell } from '#messages/shell.ts'
import { Progress } from '#ui/progress.tsx'
import { addDays, browserZone, wallOf } from '#features/calendar/days.ts'

const making = new Set<CalendarEntry['state']>(['waiting', 'writing', 'rendering'])

/** Slideshows being made now, of all sessions. Their zones may have another day than this machine. */
export function useSlideshowsRunning(): readonly CalendarEntry[] {
  const [today] = useState(() => wallOf(Date.now(), browserZone()).day)
  const { data } = useQuery(
    queryOf('GET /api/calendar', { query: { from: addDays(today, -1), until: addDays(today, 1) } }),
  )
  useEffect(() => onHouseEvent('groups.changed', () => refreshSoon('GET /api/calendar')), [])
  return data?.entries.filter(({ state }) => making.has(state)) ?? []
}

export function SlideshowsRunning(props: { entries: readonly CalendarEntry[]; onLeave: () => void }) {
  const words = useMessages(shell)
  const told = useProgress()
  if (props.entries.length === 0) return null
  return (
    <section className="border-b px-4 py-3 last:border-b-0">
      <h3 className="text-sm font-medium">{words.slideshows}</h3>
      <ul className="mt-2 space-y-2.5">
        {props.entries.map(({ groupId, sessionId, sessionName, state, progress }) => {
          const done = told[groupId ?? ''] ?? progress
          return (
            <li key={groupId}>
              <Link
                href={`/slideshows/${sessionId}?tab=made`}
                onClick={props.onLeave}
                className="text-muted-foreground hover:text-foreground block rounded-sm text-[0.8125rem]"
              >
                <span className="flex justify-between gap-2">
                  <span className="truncate">{sessionName}</span>
                  <span className="shrink-0 tabular-nums">
                    {state === 'waiting' ? words.queued : done === null ? words.making : `${Math.round(done * 100)} %`}
                  </span>
                </span>
                {state === 'rendering' && (
                  <Progress value={done === null ? null : done * 100} aria-label={sessionName} className="mt-1.5 h-1" />
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What was told while the tray is open; it is newer than what was read. */
function useProgress(): Readonly<Record<string, number>> {
  const [known, setKnown] = useState<Readonly<Record<string, number>>>({})
  useEffect(
    () =>
      onHouseEvent('group.progress', ({ groupId, progress }) =>
        setKnown((before) => ({ ...before, [groupId]: progress })),
      ),
    [],
  )
  return known
}
