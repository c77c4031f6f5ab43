import { LoaderCircleIcon } from 'lucide-react'
import { useId } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { posts } from '#messages/posts.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { browserZone } from '#features/calendar/days.ts'
import { dueText } from '#features/slideshows/due.ts'
import { ConsentLine } from './consent-line.tsx'
import type { PostDesk } from './use-post-form.ts'

/** What one agrees to, what is still missing, and the button. */
export function PostFoot({ desk, onClose }: { desk: PostDesk; onClose: () => void }) {
  const words = useMessages(posts).form
  const language = useLanguage()
  const id = useId()
  const { needs, busy, texts, publishAt, mode } = desk
  const off = needs.length > 0 || texts === null || busy !== null
  const sentences = needs.filter((need) => need !== 'checking').map((need) => sentenceOf(need, words))
  const approve = async (): Promise<void> => {
    if (off) return
    const done = await desk.approve()
    if (done === null) return
    const later = publishAt !== null && Date.parse(publishAt) > Date.now()
    void notify(
      done === 'before'
        ? words.approvedBefore
        : later
          ? words.approvedFor(dueText(publishAt, browserZone(), Date.now(), language))
          : words.approved,
    )
    onClose()
  }
  const save = async (): Promise<void> => {
    if (!(await desk.save())) return
    void notify(words.saved)
    onClose()
  }
  return (
    <footer className="grid gap-3 border-t px-5 py-4">
      {desk.changedSince && (
        <p role="alert" className="text-warning text-sm leading-snug">
          {words.changedSince}
        </p>
      )}
      {desk.reason !== null && <ErrorNote reason={desk.reason} />}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          {texts !== null && <ConsentLine texts={texts} />}
          <p id={`${id}-needs`} role="status" className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">
            {sentences.length > 0 ? `${words.before} ${sentences.join(' ')}` : desk.fresh ? '' : words.checking}
          </p>
        </div>
        <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:*:flex-1">
          <Button variant="outline" disabled={!desk.canSave || busy !== null} onClick={() => void save()}>
            {desk.wasApproved ? words.saveChanges : words.save}
          </Button>
          <Button
            aria-disabled={off}
            aria-describedby={`${id}-needs`}
            title={off && busy === null ? sentences.join(' ') : undefined}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50"
            onClick={() => void approve()}
          >
            {busy === 'approve' && <LoaderCircleIcon className="animate-spin" aria-hidden />}
            {busy === 'approve'
              ? words.sending
              : mode === 'inbox'
                ? words.approveInbox
                : publishAt === null
                  ? words.approve
                  : words.approveAt}
          </Button>
        </div>
      </div>
    </footer>
  )
}

type Words = (typeof posts)['en']['form']
function sentenceOf(need: PostDesk['needs'][number], words: Words): string {
  switch (need) {
    case 'undecided':
      return words.undecided
    case 'brandedPrivate':
      return words.brandedPrivate
    case 'atMissing':
      return words.atMissing
    case 'atPast':
      return words.atPast
    case 'checking':
      return words.checking
    default:
      return words.needs[need]
  }
}
