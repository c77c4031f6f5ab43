import type { SessionPosting } from '@greenroom/contract/slideshows.ts'
import { Link } from 'wouter'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Field } from '#patterns/field.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Choice } from '#features/slideshows/panels/fields.tsx'
import { usePublishing } from '../posts.api.ts'
import { canPublish, modesOf } from '../posts.rules.ts'

/** A choice list has no empty value; this one stands for "draft nothing". */
const NONE = 'none'

/** To which account a session drafts its finished slideshows. Each draft waits for a person. */
export function PostingFields(props: {
  value: SessionPosting | null
  onChange: (posting: SessionPosting | null) => void
}) {
  const words = useMessages(posts)
  const publishing = usePublishing().data
  const accounts = (publishing?.accounts ?? []).filter((one) => one.state === 'connected' && canPublish(one))
  const { value } = props
  const account = accounts.find(({ id }) => id === value?.accountId)
  const choose = (id: string): void => {
    const chosen = accounts.find((one) => one.id === id)
    const [mode] = chosen === undefined ? [] : modesOf(chosen)
    props.onChange(
      chosen === undefined || mode === undefined ? null : { accountId: chosen.id, mode, form: value?.form ?? 'video' },
    )
  }
  if (publishing === undefined) return null
  if (accounts.length === 0 && value === null)
    return (
      <p className="text-muted-foreground text-[0.8125rem] leading-snug">
        {words.auto.noAccount}{' '}
        <Link href="/settings/publishing" className="text-primary font-medium underline underline-offset-3">
          {words.auto.toAccounts}
        </Link>
      </p>
    )
  return (
    <>
      <Field label={words.auto.account} hint={words.auto.hint}>
        {(parts) => (
          <Select value={account?.id ?? (value === null ? NONE : '')} onValueChange={choose}>
            <SelectTrigger {...parts} className="w-full">
              <SelectValue placeholder={words.wait.noAccount} />
            </SelectTrigger>
            <SelectContent position="popper">
              <SelectItem value={NONE}>{words.auto.none}</SelectItem>
              {accounts.map(({ id, displayName }) => (
                <SelectItem key={id} value={id}>
                  {displayName}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      {value !== null && account !== undefined && (
        <>
          <Choice
            label={words.form.delivery}
            value={value.mode}
            options={modesOf(account)}
            names={words.form.modes}
            onChange={(mode) => props.onChange({ ...value, mode })}
          />
          <Choice
            label={words.form.as}
            value={value.form}
            options={['video', 'photo']}
            names={words.form.forms}
            onChange={(form) => props.onChange({ ...value, form })}
          />
        </>
      )}
    </>
  )
}
