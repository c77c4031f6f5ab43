import type { Workspace } from '@greenroom/contract/workspaces.ts'
import { useId, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { workspaces } from '#messages/workspaces.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Label } from '#ui/label.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Switch } from '#ui/switch.tsx'
import { changeWorkspace } from '../workspaces.api.ts'

type Kept = 'audioDays' | 'transcriptDays' | 'scoreDays'
const kinds: readonly Kept[] = ['audioDays', 'transcriptDays', 'scoreDays']
const usual = [7, 30, 90, 180, 365, 730, 1825]
const FOR_EVER = 'for-ever'

/** How long recordings, words and scores stay. What would make things go is asked about first. */
export function Keeping({ workspace }: { workspace: Workspace }) {
  const words = useMessages(workspaces)
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [shorter, setShorter] = useState<{ kind: Kept; days: number } | null>(null)
  const still = workspace.role === 'member' || busy
  const change = async (body: Parameters<typeof changeWorkspace>[1]): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await changeWorkspace(workspace.id, body)
    } catch (reason) {
      setProblem(reason)
    } finally {
      setBusy(false)
    }
  }
  const choose = (kind: Kept, days: number | null): void => {
    const before = workspace[kind]
    if (days !== null && (before === null || days < before)) setShorter({ kind, days })
    else void change({ [kind]: days })
  }
  return (
    <div className="max-w-xl space-y-4">
      {kinds.map((kind) => (
        <div key={kind} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <Label htmlFor={`${id}-${kind}`}>{words.keeps[kind]}</Label>
          <DaysSelect
            id={`${id}-${kind}`}
            value={workspace[kind]}
            disabled={still}
            onChange={(days) => choose(kind, days)}
          />
        </div>
      ))}
      <div className="flex items-start justify-between gap-6 border-t pt-4">
        <div>
          <Label htmlFor={`${id}-hold`}>{words.hold}</Label>
          <p id={`${id}-hold-text`} className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">
            {words.holdText}
          </p>
        </div>
        <Switch
          id={`${id}-hold`}
          aria-describedby={`${id}-hold-text`}
          checked={workspace.legalHold}
          disabled={still}
          onCheckedChange={(legalHold) => void change({ legalHold })}
        />
      </div>
      {problem !== null && <ErrorNote reason={problem} />}
      {shorter !== null && (
        <Confirm
          open
          onOpenChange={() => setShorter(null)}
          title={words.shorterTitle}
          text={words.shorterText(words.keeps[shorter.kind], words.days(shorter.days))}
          action={words.shorten}
          destructive
          onConfirm={() => changeWorkspace(workspace.id, { [shorter.kind]: shorter.days })}
        />
      )}
    </div>
  )
}

function DaysSelect(props: {
  id: string
  value: number | null
  disabled: boolean
  onChange: (days: number | null) => void
}) {
  const words = useMessages(workspaces)
  const { value } = props
  // A number that somebody set through the API stays to be seen.
  const choices = value === null || usual.includes(value) ? usual : [...usual, value].toSorted((a, b) => a - b)
  return (
    <Select
      value={value === null ? FOR_EVER : String(value)}
      disabled={props.disabled}
      onValueChange={(chosen) => props.onChange(chosen === FOR_EVER ? null : Number(chosen))}
    >
      <SelectTrigger id={props.id} size="sm" className="min-w-56 max-w-full">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {choices.map((days) => (
          <SelectItem key={days} value={String(days)}>
            {words.days(days)}
          </SelectItem>
        ))}
        <SelectItem value={FOR_EVER}>{words.forEver}</SelectItem>
      </SelectContent>
    </Select>
  )
}
