import type { SlideGroup } from '@greenroom/contract/slideshows.ts'
import { useState, type FormEvent } from 'react'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { changeGroupWords } from '../groups.api.ts'
import { hashtagsFrom } from '../groups.rules.ts'

type Words = NonNullable<SlideGroup['words']>
/** As the contract has it. */
const most = { title: 90, caption: 1800 }

/** The text under which a slideshow is posted. */
export function GroupWords({ groupId, words: kept }: { groupId: string; words: Words }) {
  const words = useMessages(slideshows).made
  return (
    <details className="rounded-lg border">
      <summary className="px-3 py-2 text-[0.8125rem]">
        <span className="font-medium">{words.words}</span>
        {kept.title !== '' && <span className="text-muted-foreground"> · {kept.title}</span>}
      </summary>
      <Form key={JSON.stringify(kept)} groupId={groupId} kept={kept} />
    </details>
  )
}

function Form({ groupId, kept }: { groupId: string; kept: Words }) {
  const words = useMessages(slideshows)
  const rest = useMessages(basics)
  const [title, setTitle] = useState(kept.title)
  const [caption, setCaption] = useState(kept.caption)
  const [tags, setTags] = useState(() => kept.hashtags.map((tag) => `#${tag}`).join(' '))
  const [wrong, setWrong] = useState<string | null>(null)
  const [reason, setReason] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const hashtags = hashtagsFrom(tags)
    setWrong(hashtags === null ? words.made.hashtagsWrong : null)
    if (hashtags === null || busy) return
    setBusy(true)
    setReason(null)
    try {
      await changeGroupWords(groupId, { title: title.trim(), caption: caption.trim(), hashtags })
      void notify(rest.saved)
    } catch (failure) {
      setReason(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="grid gap-4 border-t p-3" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={words.made.postTitle} hint={<Count of={title} most={most.title} />}>
        {(parts) => (
          <Input {...parts} value={title} maxLength={most.title} onChange={({ target }) => setTitle(target.value)} />
        )}
      </Field>
      <Field label={words.made.postCaption} hint={<Count of={caption} most={most.caption} />}>
        {(parts) => (
          <Textarea
            {...parts}
            rows={3}
            dir="auto"
            value={caption}
            maxLength={most.caption}
            onChange={({ target }) => setCaption(target.value)}
          />
        )}
      </Field>
      <Field label={words.made.hashtags} hint={words.made.hashtagsHint} error={wrong}>
        {(parts) => <Input {...parts} value={tags} onChange={({ target }) => setTags(target.value)} />}
      </Field>
      {reason !== null && <ErrorNote reason={reason} />}
      <Button type="submit" size="sm" className="justify-self-start" disabled={busy}>
        {words.made.saveWords}
      </Button>
    </form>
  )
}

function Count({ of, most: limit }: { of: string; most: number }) {
  const words = useMessages(slideshows).caption
  return <span className="block text-right tabular-nums">{words.counter(of.length, limit)}</span>
}
