import { GraduationCapIcon } from 'lucide-react'
import { usePractice } from '#features/practice/practice.api.ts'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { dashboard } from '#messages/dashboard.ts'
import { DashboardRow, rowIcon } from './row.tsx'

/** The call that waits to be finished, else what one was asked to practise, else the last call; nothing for people who do not practise. */
export default function LastPractice() {
  const words = useMessages(dashboard)
  const language = useLanguage()
  const format = useFormat()
  const { data } = usePractice()
  if (data === undefined) return null
  const asked = data.assignments.filter(({ completedAt }) => completedAt === null)
  const first = asked.toSorted((a, b) => timeOf(a.dueAt) - timeOf(b.dueAt))[0]
  const open = data.open[0]
  const last = data.recent[0]
  const more = { href: '/coach', text: words.coach }
  const picture = <GraduationCapIcon className={rowIcon} />
  if (open === undefined && first !== undefined)
    return (
      <DashboardRow
        id="practice"
        title={words.assigned}
        more={more}
        href={first.canBegin ? `/coach/scenarios/${first.scenarioId}` : '/coach'}
        picture={picture}
        name={first.title[language]}
        detail={first.dueAt === null ? words.noDeadline : words.due(format.dateTime(first.dueAt))}
        aside={asked.length > 1 ? words.assignmentsDue(asked.length) : undefined}
      />
    )
  const call = open ?? last
  if (call === undefined) return null
  return (
    <DashboardRow
      id="practice"
      title={open === undefined ? words.lastPractice : words.openPractice}
      more={more}
      href={`/coach/sessions/${call.id}`}
      picture={picture}
      name={call.title[language]}
      detail={[format.ago(call.at), asked.length > 0 ? words.assignmentsDue(asked.length) : '']
        .filter((part) => part !== '')
        .join(' · ')}
      aside={call.score === null ? undefined : words.score(Math.round(call.score))}
    />
  )
}

/** What has no deadline comes after everything that has one. */
const timeOf = (dueAt: string | null): number => (dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt))
