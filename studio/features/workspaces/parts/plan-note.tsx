import { planSeats } from '@greenroom/contract/workspace-plans.ts'
import type { Workspace } from '@greenroom/contract/workspaces.ts'
import { useMessages } from '#lib/messages.ts'
import { workspaces } from '#messages/workspaces.ts'
import { Progress } from '#ui/progress.tsx'

/** How many seats the plan has and how many are taken. Members do not see invitations, so they are told who is in. */
export function PlanNote({ workspace }: { workspace: Workspace }) {
  const words = useMessages(workspaces)
  const seats = planSeats[workspace.plan]
  const taken = workspace.people + workspace.invited
  return (
    <div className="max-w-md space-y-2.5">
      <Progress value={Math.min(100, (taken / seats) * 100)} aria-label={words.seatsTaken} />
      <p className="text-muted-foreground text-[0.8125rem]">
        {workspace.role === 'member'
          ? `${words.ofPlan(workspace.people, seats)}.`
          : words.planNow(workspace.people, workspace.invited, Math.max(0, seats - taken))}{' '}
        {words.planWho}
      </p>
    </div>
  )
}
