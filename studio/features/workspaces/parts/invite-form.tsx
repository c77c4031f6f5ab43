import type { GivenRole, InviteOutcome, Workspace } from '@greenroom/contract/workspaces.ts'
import { useId, useState } from 'react'
import { languageNames, languages, useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useSubmit } from '#lib/submit.ts'
import { workspaces } from '#messages/workspaces.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Label } from '#ui/label.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { mostAddresses, readAddresses } from '../addresses.rules.ts'
import { invite } from '../workspaces.api.ts'
import { RoleSelect } from './role-select.tsx'

type Outcomes = Awaited<ReturnType<typeof invite>>
const order: readonly InviteOutcome[] = ['sent', 'already_member', 'full', 'too_soon']

/** Several people at once; afterwards it says what came of each, and who got no letter stays in the field. */
export function InviteForm({ workspace }: { workspace: Workspace }) {
  const words = useMessages(workspaces)
  const id = useId()
  const [role, setRole] = useState<GivenRole>('member')
  const [language, setLanguage] = useState(useLanguage())
  const [text, setText] = useState('')
  const [outcomes, setOutcomes] = useState<Outcomes>([])
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: {
      emails: (typed) => {
        const found = readAddresses(typed)
        if (found.wrong.length > 0) return words.addressesWrong(found.wrong.join(', '))
        if (found.good.length === 0) return words.addressesMissing
        return found.good.length > mostAddresses ? words.addressesMany(mostAddresses) : null
      },
    },
    send: async ({ emails }) => {
      setOutcomes([])
      const told = await invite(workspace.id, { emails: readAddresses(emails).good, role, language })
      setOutcomes(told)
      setText(
        told.flatMap(({ email, outcome }) => (outcome === 'full' || outcome === 'too_soon' ? [email] : [])).join('\n'),
      )
    },
  })
  return (
    <form onSubmit={onSubmit} noValidate className="max-w-xl space-y-4">
      <Field label={words.addresses} hint={words.addressesHint} error={wrong.emails}>
        {(parts) => (
          <Textarea
            {...parts}
            name="emails"
            rows={2}
            value={text}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-end gap-3">
        {/* Only the owner makes admins. */}
        {workspace.role === 'owner' && (
          <div className="grid gap-2">
            <Label htmlFor={`${id}-role`}>{words.role}</Label>
            <RoleSelect id={`${id}-role`} value={role} size="default" className="min-w-32" onChange={setRole} />
          </div>
        )}
        <div className="grid gap-2">
          <Label htmlFor={`${id}-language`}>{words.languageOf}</Label>
          <Select
            value={language}
            onValueChange={(value) => setLanguage(languages.find((one) => one === value) ?? 'en')}
          >
            <SelectTrigger id={`${id}-language`} className="min-w-36">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {languages.map((one) => (
                <SelectItem key={one} value={one}>
                  {languageNames[one]}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </div>
        <Button type="submit" disabled={busy} className="sm:ml-auto">
          {words.send}
        </Button>
      </div>
      {problem !== null && <ErrorNote reason={problem} />}
      <div role="status" className="space-y-1 text-sm empty:hidden">
        {order.flatMap((outcome) => {
          const list = outcomes.filter((one) => one.outcome === outcome).map(({ email }) => email)
          if (list.length === 0) return []
          return [
            <p key={outcome} className={outcome === 'sent' ? 'text-primary wrap-anywhere' : 'wrap-anywhere'}>
              {words.outcomes[outcome](list.join(', '))}
            </p>,
          ]
        })}
      </div>
    </form>
  )
}
