import { useMessages } from '#lib/messages.ts'
import { useSubmit } from '#lib/submit.ts'
import { basics } from '#messages/basics.ts'
import { workspaces } from '#messages/workspaces.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'

/** Asks for the name of a workspace. */
export function NameDialog(props: {
  title: string
  text?: string
  action: string
  name?: string
  onClose: () => void
  onName: (name: string) => Promise<unknown>
}) {
  const words = useMessages(workspaces)
  const { cancel } = useMessages(basics)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: { name: (name) => (name.trim() === '' ? words.nameMissing : null) },
    send: async ({ name }) => {
      await props.onName(name.trim())
      props.onClose()
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && !busy && props.onClose()}>
      <DialogContent {...(props.text === undefined ? { 'aria-describedby': undefined } : {})}>
        <form onSubmit={onSubmit} noValidate className="grid gap-5">
          <DialogHeader>
            <DialogTitle>{props.title}</DialogTitle>
            {props.text !== undefined && <DialogDescription>{props.text}</DialogDescription>}
          </DialogHeader>
          <Field label={words.name} error={wrong.name}>
            {(parts) => (
              <Input {...parts} name="name" defaultValue={props.name} maxLength={120} autoComplete="off" autoFocus />
            )}
          </Field>
          {problem !== null && <ErrorNote reason={problem} />}
          <DialogFooter>
            <Button type="button" variant="outline" disabled={busy} onClick={props.onClose}>
              {cancel}
            </Button>
            <Button type="submit" disabled={busy}>
              {props.action}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
