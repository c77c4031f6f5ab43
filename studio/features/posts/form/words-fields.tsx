import type { PublicationOptions } from '@greenroom/contract/posts.ts'
import { useMessages } from '#lib/messages.ts'
import { posts } from '#messages/posts.ts'
import { Field } from '#patterns/field.tsx'
import { Input } from '#ui/input.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { limits, tooLong, type Form, type Mode } from '../posts.rules.ts'

interface Props {
  options: Pick<PublicationOptions, 'title' | 'description'>
  form: Form
  mode: Mode
  onChange: (patch: Partial<PublicationOptions>) => void
}

/** The text of a post, counted as the publisher counts. More can be typed than fits: nothing that was pasted is lost. */
export function WordsFields({ options, form, mode, onChange }: Props) {
  const words = useMessages(posts).form
  const over = tooLong(options, form, mode)
  // No words travel with a video to the inbox.
  if (form === 'video' && mode === 'inbox') return null
  const wrong = (count: number): string | null => (count > 0 ? words.tooLong(count) : null)
  if (form === 'video')
    return (
      <Field
        label={words.title}
        error={wrong(over.title)}
        hint={<Counter hint={words.titleHint} text={options.title} most={limits.video} />}
      >
        {(parts) => (
          <Textarea
            {...parts}
            rows={3}
            dir="auto"
            className="max-h-60"
            value={options.title}
            onChange={({ target }) => onChange({ title: target.value.slice(0, limits.video * 2) })}
          />
        )}
      </Field>
    )
  return (
    <>
      <Field
        label={words.photoTitle}
        error={wrong(over.title)}
        hint={<Counter text={options.title} most={limits.photoTitle} />}
      >
        {(parts) => (
          <Input
            {...parts}
            dir="auto"
            value={options.title}
            onChange={({ target }) => onChange({ title: target.value.slice(0, limits.video) })}
          />
        )}
      </Field>
      <Field
        label={words.description}
        error={wrong(over.description)}
        hint={<Counter hint={words.titleHint} text={options.description} most={limits.photoDescription} />}
      >
        {(parts) => (
          <Textarea
            {...parts}
            rows={3}
            dir="auto"
            className="max-h-60"
            value={options.description}
            onChange={({ target }) => onChange({ description: target.value.slice(0, limits.photoDescription * 2) })}
          />
        )}
      </Field>
    </>
  )
}

function Counter({ hint, text, most }: { hint?: string; text: string; most: number }) {
  const words = useMessages(posts).form
  return (
    <span className="flex justify-between gap-4">
      <span>{hint}</span>
      <span className="shrink-0 tabular-nums">{words.counter(text.length, most)}</span>
    </span>
  )
}
