import { useState } from 'react'
import { useMe } from '#features/shell/gate.tsx'
import { settingsPages } from '#features/shell/pages.ts'
import { putMe } from '#features/shell/me.ts'
import { Section, SectionPage } from '#features/shell/parts/section-page.tsx'
import { call } from '#lib/api.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useSubmit } from '#lib/submit.ts'
import { basics } from '#messages/basics.ts'
import { settings } from '#messages/settings.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { Progress } from '#ui/progress.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { AvatarField } from './parts/avatar-field.tsx'

export default function ProfilePage() {
  const words = useMessages(settings)
  const format = useFormat()
  const { quota } = useMe()
  const used = words.storageUsed(format.bytes(quota.usedBytes), format.bytes(quota.limitBytes))
  return (
    <SectionPage section={words.title} pages={settingsPages} title={words.profileTitle} text={words.profileText}>
      <div className="max-w-lg">
        <div className="space-y-8 pb-8">
          <AvatarField />
          <ProfileForm />
        </div>
        <Section title={words.storageTitle} text={words.storageText}>
          <Progress value={quota.limitBytes === 0 ? 0 : (quota.usedBytes / quota.limitBytes) * 100} aria-label={used} />
          <p className="text-muted-foreground mt-2 text-sm tabular-nums">{used}</p>
        </Section>
      </div>
    </SectionPage>
  )
}

function ProfileForm() {
  const words = useMessages(settings)
  const { save } = useMessages(basics)
  const me = useMe()
  const [saved, setSaved] = useState(false)
  const needed = (value: string): string | null => (value.trim() === '' ? words.missing : null)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: { firstName: needed, lastName: needed, company: () => null, bio: () => null },
    send: async (body) => {
      setSaved(false)
      putMe(await call('PATCH /api/me', { body }))
      setSaved(true)
    },
  })
  return (
    <form onSubmit={onSubmit} onChange={() => setSaved(false)} noValidate className="space-y-5">
      <div className="grid items-start gap-5 sm:grid-cols-2 sm:gap-3">
        <Field label={words.firstName} error={wrong.firstName}>
          {(parts) => (
            <Input {...parts} name="firstName" defaultValue={me.firstName} autoComplete="given-name" maxLength={120} />
          )}
        </Field>
        <Field label={words.lastName} error={wrong.lastName}>
          {(parts) => (
            <Input {...parts} name="lastName" defaultValue={me.lastName} autoComplete="family-name" maxLength={120} />
          )}
        </Field>
      </div>
      <Field label={words.company} error={wrong.company} optional>
        {(parts) => (
          <Input {...parts} name="company" defaultValue={me.company} autoComplete="organization" maxLength={200} />
        )}
      </Field>
      <Field label={words.bio} error={wrong.bio} hint={words.bioHint} optional>
        {(parts) => <Textarea {...parts} name="bio" defaultValue={me.bio} maxLength={2000} rows={3} />}
      </Field>
      {problem !== null && <ErrorNote reason={problem} />}
      <div className="flex items-center gap-4">
        <Button type="submit" disabled={busy}>
          {save}
        </Button>
        <span role="status" className="text-primary text-sm">
          {saved ? words.saved : ''}
        </span>
      </div>
    </form>
  )
}
