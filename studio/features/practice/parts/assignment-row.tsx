import type { Assignment } from '@greenroom/contract/assignments.ts'
import { CalendarClockIcon, CheckIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { StartCall } from '#features/roleplays/parts/start-call.tsx'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { Button } from '#ui/button.tsx'
import { cn } from '#ui/cn.ts'

const HandInDialog = lazy(() => import('./hand-in-dialog.tsx'))

/** Something the reader was asked to practise: begin it, or hand in what is done. */
export function AssignmentRow({ assignment }: { assignment: Assignment }) {
  const words = useMessages(practice).assignment
  const language = useLanguage()
  const format = useFormat()
  const [handing, setHanding] = useState(false)
  const { dueAt, candidates } = assignment
  const [now] = useState(() => Date.now())
  const late = dueAt !== null && Date.parse(dueAt) < now
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4">
      <div className="min-w-56 flex-1">
        <h3 className="text-sm font-medium">
          <Link href={`/coach/scenarios/${assignment.scenarioId}`} className="underline-offset-4 hover:underline">
            {assignment.title[language]}
          </Link>
        </h3>
        <p className="text-muted-foreground mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-[0.8125rem]">
          <span>{words.from(assignment.assignedBy, assignment.workspaceName)}</span>
          <span className={cn('inline-flex items-center gap-1', late && 'text-destructive')}>
            <CalendarClockIcon className="size-3.5" aria-hidden />
            {dueAt === null
              ? words.noDeadline
              : late
                ? words.overdue(format.dateTime(dueAt))
                : words.due(format.dateTime(dueAt))}
          </span>
        </p>
        {assignment.note !== '' && <p className="mt-1.5 max-w-prose text-sm whitespace-pre-line">{assignment.note}</p>}
        {candidates.length === 0 && (
          <p className="text-muted-foreground mt-1.5 text-[0.8125rem]">
            {assignment.canBegin ? words.nothingYet : words.goneScenario}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {candidates.length > 0 && (
          <Button variant="outline" onClick={() => setHanding(true)}>
            <CheckIcon />
            {words.handIn}
          </Button>
        )}
        {assignment.canBegin && <StartCall scenarioId={assignment.scenarioId} workspaceId={assignment.workspaceId} />}
      </div>
      <Suspense fallback={null}>
        {handing && <HandInDialog assignment={assignment} onClose={() => setHanding(false)} />}
      </Suspense>
    </li>
  )
}
