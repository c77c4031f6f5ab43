import type { CreatorInfo, PublicationOptions } from '@greenroom/contract/posts.ts'
import { useId } from 'react'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Field } from '#patterns/field.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { cn } from '#ui/cn.ts'
import { isBrandedPrivate, isUndecided, offered, onlyOwner, type Form } from '../posts.rules.ts'
import { SwitchRow } from './switch-row.tsx'

interface Props {
  options: PublicationOptions
  creator: CreatorInfo
  onChange: (patch: Partial<PublicationOptions>) => void
}

/** Who sees it: the account's own list, and nothing chosen beforehand. */
export function PrivacyField({ options, creator, onChange }: Props) {
  const words = useMessages(posts).form
  const branded = options.disclose && options.brandedContent
  const wrong = isBrandedPrivate(options) ? words.brandedPrivate : null
  return (
    <Field label={words.privacy} error={wrong} hint={branded && wrong === null ? words.brandedPrivate : null}>
      {(parts) => (
        <Select
          value={options.privacy ?? ''}
          onValueChange={(value) => {
            const privacy = offered(creator).find((level) => level === value)
            if (privacy !== undefined) onChange({ privacy })
          }}
        >
          <SelectTrigger {...parts} className="w-full">
            <SelectValue placeholder={words.choosePrivacy} />
          </SelectTrigger>
          <SelectContent position="popper">
            {offered(creator).map((level) => (
              <SelectItem key={level} value={level} disabled={branded && level === onlyOwner}>
                {words.privacies[level]}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  )
}

/** What others may do with it: all off until somebody ticks it, and grey where the account has switched it off. */
export function AllowField({ options, creator, onChange, forms }: Props & { forms: readonly Form[] }) {
  const words = useMessages(posts).form
  const all = [
    { field: 'allowComment', label: words.comment, off: creator.commentDisabled },
    { field: 'allowDuet', label: words.duet, off: creator.duetDisabled },
    { field: 'allowStitch', label: words.stitch, off: creator.stitchDisabled },
  ] as const
  const shown = forms.includes('video') ? all : all.slice(0, 1)
  return (
    <fieldset>
      <legend className="mb-2.5 text-sm leading-none font-medium">{words.allow}</legend>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
        {shown.map(({ field, label, off }) => (
          <Tick
            key={field}
            label={label}
            {...(off ? { text: words.offInApp } : {})}
            checked={options[field]}
            disabled={off}
            onChange={(on) => onChange({ [field]: on })}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** Whether it promotes something, and what; off until somebody switches it on. */
export function DisclosureField({ options, onChange, label }: Omit<Props, 'creator'> & { label: string | null }) {
  const words = useMessages(posts).form
  return (
    <div className="grid gap-3">
      <SwitchRow
        label={words.disclose}
        text={words.discloseText}
        checked={options.disclose}
        onChange={(disclose) => onChange({ disclose })}
      />
      {options.disclose && (
        <div className="grid gap-3 rounded-lg border p-3.5">
          <Tick
            label={words.yourBrand}
            text={words.yourBrandText}
            checked={options.yourBrand}
            onChange={(yourBrand) => onChange({ yourBrand })}
          />
          <Tick
            label={words.brandedContent}
            text={words.brandedContentText}
            checked={options.brandedContent}
            onChange={(brandedContent) => onChange({ brandedContent })}
          />
          {isUndecided(options) && (
            <p lang="en" className="text-warning text-[0.8125rem] leading-snug">
              {words.undecided}
            </p>
          )}
          {isBrandedPrivate(options) && (
            <p lang="en" className="text-destructive text-[0.8125rem] leading-snug">
              {words.brandedPrivate}
            </p>
          )}
          {label !== null && (
            <p lang="en" role="status" className="text-[0.8125rem] leading-snug font-medium">
              {label}
            </p>
          )}
        </div>
      )}
    </div>
  )
}

export function Tick(props: {
  label: string
  text?: string
  checked: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}) {
  const id = useId()
  const disabled = props.disabled === true
  return (
    <div className="grid grid-cols-[auto_1fr] items-center gap-x-2.5 gap-y-0.5">
      <input
        id={id}
        type="checkbox"
        className="accent-primary size-4"
        checked={props.checked}
        disabled={disabled}
        aria-describedby={props.text === undefined ? undefined : `${id}-text`}
        onChange={({ target }) => props.onChange(target.checked)}
      />
      <label htmlFor={id} className={cn('text-sm', disabled && 'text-muted-foreground')}>
        {props.label}
      </label>
      {props.text !== undefined && (
        <span id={`${id}-text`} className="text-muted-foreground col-start-2 text-[0.8125rem] leading-snug">
          {props.text}
        </span>
      )}
    </div>
  )
}
