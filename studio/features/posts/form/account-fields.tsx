import { useId } from 'react'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Field } from '#patterns/field.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { AccountFace } from '../parts/account-face.tsx'
import type { PostDesk } from './use-post-form.ts'

/** To whom it goes, how it is delivered, and in which form. */
export function AccountFields({ desk }: { desk: PostDesk }) {
  const words = useMessages(posts).form
  const { account, accounts, creator, modes, mode, form, subject } = desk
  const forms = (['video', 'photo'] as const).filter((one) =>
    one === 'video' ? subject.videoUrl !== null : subject.photoUrls.length > 0,
  )
  return (
    <>
      <div className="grid gap-2.5">
        {accounts.length > 1 || account === null ? (
          <Field label={words.account}>
            {(parts) => (
              <Select value={account?.id ?? ''} onValueChange={(accountId) => desk.choose({ accountId })}>
                <SelectTrigger {...parts} className="w-full">
                  <SelectValue placeholder={words.chooseAccount} />
                </SelectTrigger>
                <SelectContent position="popper">
                  {accounts.map((one) => (
                    <SelectItem key={one.id} value={one.id}>
                      {one.displayName}
                      {one.username !== null && <span className="text-muted-foreground">@{one.username}</span>}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            )}
          </Field>
        ) : null}
        {account !== null && (
          <p className="flex items-center gap-2.5 text-sm">
            <AccountFace name={creator?.nickname ?? account.displayName} className="size-8 text-xs" />
            <span className="min-w-0">
              <span className="text-muted-foreground">{words.postingAs} </span>
              <span className="font-medium wrap-anywhere">{creator?.nickname ?? account.displayName}</span>
              {(creator?.username ?? account.username) !== null && (
                <span className="text-muted-foreground"> @{creator?.username ?? account.username}</span>
              )}
            </span>
          </p>
        )}
      </div>
      {account !== null && (
        <Radios
          legend={words.delivery}
          value={mode}
          options={(['direct', 'inbox'] as const).map((one) => ({
            value: one,
            label: words.modes[one],
            text: modes.includes(one) ? words.modeTexts[one] : words.modeMissing,
            disabled: !modes.includes(one),
          }))}
          onChange={(next) => desk.choose({ mode: next })}
        />
      )}
      {forms.length > 1 && (
        <Radios
          legend={words.as}
          value={form}
          options={forms.map((one) => ({ value: one, label: words.forms[one] }))}
          onChange={desk.chooseForm}
        />
      )}
    </>
  )
}

/** One of a few, all of them in sight. */
export function Radios<T extends string>(props: {
  legend: string
  value: T
  options: readonly { value: T; label: string; text?: string; disabled?: boolean }[]
  onChange: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm leading-none font-medium">{props.legend}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {props.options.map(({ value, label, text, disabled = false }) => (
          <label
            key={value}
            className="has-checked:border-primary/60 has-checked:bg-tint has-focus-visible:ring-ring/60 has-disabled:text-muted-foreground grid cursor-pointer grid-cols-[auto_1fr] content-start items-center gap-x-2.5 gap-y-0.5 rounded-lg border px-3 py-2.5 has-disabled:cursor-not-allowed has-focus-visible:ring-2"
          >
            <input
              type="radio"
              name={name}
              className="accent-primary size-4 outline-none"
              checked={props.value === value}
              disabled={disabled}
              onChange={() => props.onChange(value)}
            />
            <span className="text-sm font-medium">{label}</span>
            {text !== undefined && (
              <span className="text-muted-foreground col-start-2 text-xs leading-snug">{text}</span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
