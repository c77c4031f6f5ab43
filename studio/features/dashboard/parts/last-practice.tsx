import { GraduationCapIcon } from 'lucide-react'
import { usePractice } from '#features/practice/practice.api.ts'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { dashboard } from '#messages/dashboard.ts'
import { DashboardRow, rowIcon } from './row.tsx'

/** The call that waits to be finished, else the last one; nothing for people who do not practise. */
export default function LastPractice() {
  const words = useMessages(dashboard)
  const language = useLanguage()
  const format = useFormat()
  const { data } = usePractice()
  const open = data?.open[0]
  const last = open ?? data?.recent[0]
  if (data === undefined || last === undefined) return null
  const due = data.assignments.filter(({ completedAt }) => completedAt === null).length
  return (
    <DashboardRow
      id="practice"
      title={open === undefined ? words.lastPractice : words.openPractice}
      more={{ href: '/coach', text: words.coach }}
      href={`/coach/sessions/${last.id}`}
      picture={<GraduationCapIcon className={rowIcon} />}
      name={last.title[language]}
      detail={[format.ago(last.at), due > 0 ? words.assignmentsDue(due) : ''].filter((part) => part !== '').join(' · ')}
      aside={last.score === null ? undefined : words.score(Math.round(last.score))}
    />
  )
}
