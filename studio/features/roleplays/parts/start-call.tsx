import { PhoneIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { calls } from '#messages/calls.ts'
import { Button } from '#ui/button.tsx'

const StartDialog = lazy(() => import('./start-dialog.tsx'))

/** The button that begins a call with a scenario. `workspaceId` is where it may be shared afterwards. */
export function StartCall(props: { scenarioId: string; workspaceId?: string | null; label?: string }) {
  const words = useMessages(calls).start
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <PhoneIcon />
        {props.label ?? words.button}
      </Button>
      <Suspense fallback={null}>
        {open && (
          <StartDialog
            scenarioId={props.scenarioId}
            workspaceId={props.workspaceId ?? null}
            onClose={() => setOpen(false)}
          />
        )}
      </Suspense>
    </>
  )
}
