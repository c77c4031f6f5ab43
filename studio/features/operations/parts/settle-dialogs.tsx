import type { Generation } from '@greenroom/contract/scenes.ts'
import { call } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { refresh } from '#lib/queries.ts'
import { useSubmit } from '#lib/submit.ts'
import { admin } from '#messages/admin.ts'
import { basics } from '#messages/basics.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '#ui/dialog.tsx'
import { Input } from '#ui/input.tsx'

interface Props {
  generation: Generation
  onClose: () => void
}

/** The maker has it: with its job id the result can be picked up. */
export function TakenDialog({ generation, onClose }: Props) {
  const words = useMessages(admin)
  const { cancel } = useMessages(basics)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: { providerJobId: (id) => (id.trim() === '' ? words.missing : null) },
    send: async ({ providerJobId }) => {
      const body = { decision: 'found', providerJobId: providerJobId.trim() } as const
      await call('POST /api/admin/generations/:generationId/resolve', { params: { generationId: generation.id }, body })
      await settled(words.settled, onClose)
    },
  })
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent>
        <form onSubmit={onSubmit} noValidate className="contents">
          <DialogHeader>
            <DialogTitle>{words.takenTitle}</DialogTitle>
            <DialogDescription>{words.takenText}</DialogDescription>
          </DialogHeader>
          <Field label={words.jobId} error={wrong.providerJobId}>
            {(parts) => (
              <Input {...parts} name="providerJobId" maxLength={200} autoComplete="off" className="font-mono" />
            )}
          </Field>
          {problem !== null && <ErrorNote reason={problem} />}
          <DialogFooter>
            <Button type="button" variant="outline" disabled={busy} onClick={onClose}>
              {cancel}
            </Button>
            <Button type="submit" disabled={busy}>
              {words.takenAction}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

/** The maker never got it: the money is free again. */
export function NotTakenDialog({ generation, onClose }: Props) {
  const words = useMessages(admin)
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={words.notTakenTitle}
      text={words.notTakenText}
      action={words.notTaken}
      destructive
      onConfirm={async () => {
        const body = { decision: 'not-taken' } as const
        await call('POST /api/admin/generations/:generationId/resolve', {
          params: { generationId: generation.id },
          body,
        })
        await settled(words.settled, onClose)
      }}
    />
  )
}

async function settled(text: string, onClose: () => void): Promise<void> {
  onClose()
  await notify(text)
  await refresh('GET /api/admin/generations')
}
