import { planSeats } from '@greenroom/contract/workspace-plans.ts'
import type { PlannedWorkspace, WorkspacePlan } from '@greenroom/contract/workspaces.ts'
import { UsersIcon } from 'lucide-react'
import { useState } from 'react'
import { adminPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { admin } from '#messages/admin.ts'
import { workspaces } from '#messages/workspaces.ts'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { setPlan, usePlans } from './workspaces.api.ts'

const plans: readonly WorkspacePlan[] = ['starter', 'pro', 'team']

/** `/admin/workspaces`: there is no till in the house, so its admins give plans. */
export default function PlansPage() {
  const words = useMessages(workspaces)
  const { title: section } = useMessages(admin)
  const { data, error, isError, isFetching, refetch } = usePlans()
  return (
    <SectionPage section={section} pages={adminPages} title={words.plansTitle} text={words.plansText}>
      {data === undefined && !isError && <RowsLoading count={3} />}
      {data === undefined && isError && (
        <ErrorState reason={error} onRetry={() => void refetch()} retrying={isFetching} />
      )}
      {data?.workspaces.length === 0 && (
        <EmptyState icon={UsersIcon} title={words.plansNone} text={words.plansNoneText} />
      )}
      {data !== undefined && data.workspaces.length > 0 && (
        <ul className="divide-y rounded-xl border" aria-label={words.plansTitle}>
          {data.workspaces.map((workspace) => (
            <PlanRow key={workspace.id} workspace={workspace} />
          ))}
        </ul>
      )}
    </SectionPage>
  )
}

function PlanRow({ workspace }: { workspace: PlannedWorkspace }) {
  const words = useMessages(workspaces)
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { id, name, plan, ownerEmail, people, createdAt } = workspace
  const change = async (wanted: WorkspacePlan): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await setPlan(id, wanted)
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className="px-4 py-3.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-44 flex-1">
          <p className="text-sm font-medium wrap-anywhere">{name}</p>
          <p className="text-muted-foreground mt-0.5 text-[0.8125rem] wrap-anywhere">
            {ownerEmail}
            <span aria-hidden> · </span>
            {words.ofPlan(people, planSeats[plan])}
            <span aria-hidden> · </span>
            <span title={format.dateTime(createdAt)}>{words.made(format.ago(createdAt))}</span>
          </p>
        </div>
        <Select
          value={plan}
          disabled={busy}
          onValueChange={(value) => void change(plans.find((one) => one === value) ?? plan)}
        >
          <SelectTrigger size="sm" aria-label={words.planOf(name)} className="min-w-28">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {plans.map((one) => (
              <SelectItem key={one} value={one}>
                {words.plans[one]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </div>
      {problem !== null && <ErrorNote reason={problem} className="mt-3" />}
    </li>
  )
}
