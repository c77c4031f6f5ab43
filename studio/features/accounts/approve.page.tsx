import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'wouter'
import { call } from '#lib/api.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { useSubmit } from '#lib/submit.ts'
import type { Reply } from '#lib/wire.ts'
import { doors } from '#messages/doors.ts'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { FormLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { Outside } from './parts/outside.tsx'
import { TextLink } from './parts/text-link.tsx'

/** Where the approve and reject links of an admin's mail lead to. Reading uses nothing up; the button does. */
export default function ApprovePage() {
  const words = useMessages(doors)
  const { token } = useParams<{ token: string }>()
  const approval = useQuery({
    ...queryOf('GET /api/approvals/:token', { params: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [done, setDone] = useState<string | null>(null)
  if (approval.isError) {
    return (
      <ErrorState
        reason={approval.error}
        onRetry={() => void approval.refetch()}
        className="min-h-dvh justify-center"
      />
    )
  }
  if (approval.data === undefined) {
    return (
      <Outside title={words.approveTitle}>
        <FormLoading fields={1} />
      </Outside>
    )
  }
  const { action } = approval.data
  const title = action === 'approve' ? words.approveTitle : words.rejectTitle
  if (done !== null) {
    return <Outside title={words.done} text={done} footer={<TextLink href="/dashboard">{words.toHouse}</TextLink>} />
  }
  return (
    <Outside title={title}>
      <Decide token={token} approval={approval.data} onDone={setDone} />
    </Outside>
  )
}

function Decide(props: {
  token: string
  approval: Reply<'GET /api/approvals/:token'>
  onDone: (text: string) => void
}) {
  const words = useMessages(doors)
  const format = useFormat()
  const { action, name, email, company, expiresAt } = props.approval
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: { reason: () => null },
    send: async ({ reason }) => {
      const body = reason.trim() === '' ? {} : { reason: reason.trim() }
      const { status } = await call('POST /api/approvals/:token', { params: { token: props.token }, body })
      props.onDone(status === 'approved' ? words.approved(email) : words.rejected(email))
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="space-y-6">
      <div className="rounded-lg border px-4 py-3.5">
        <p className="font-medium wrap-anywhere">{name}</p>
        <p className="text-muted-foreground mt-0.5 text-sm wrap-anywhere">{email}</p>
        {company !== '' && <p className="text-muted-foreground mt-0.5 text-sm wrap-anywhere">{company}</p>}
      </div>
      {action === 'reject' && (
        <Field label={words.reasonLabel} hint={words.reasonHint} error={wrong.reason} optional>
          {(parts) => <Textarea {...parts} name="reason" maxLength={500} rows={3} />}
        </Field>
      )}
      {problem !== null && <ErrorNote reason={problem} />}
      <Button
        type="submit"
        className="w-full"
        variant={action === 'reject' ? 'destructive' : 'default'}
        disabled={busy}
      >
        {action === 'approve' ? words.approve : words.reject}
      </Button>
      <p className="text-muted-foreground text-[0.8125rem]">{words.linkUntil(format.dateTime(expiresAt))}</p>
    </form>
  )
}
