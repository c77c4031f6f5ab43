import type { Publication } from '@greenroom/contract/posts.ts'
import { ExternalLinkIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { posts } from '#messages/posts.ts'
import { Button } from '#ui/button.tsx'
import { useConnecting } from '../connecting.ts'
import { retryPost, settlePost, usePublishing, withdrawPost } from '../posts.api.ts'
import { mayRetry, retryOf } from '../posts.rules.ts'

const DraftDialog = lazy(async () => ({ default: (await import('../form/post-dialog.tsx')).DraftDialog }))

export type PostActsOf = ReturnType<typeof usePostActs>

export function usePostActs(post: Publication) {
  const words = useMessages(posts).history
  const connecting = useConnecting()
  const [busy, setBusy] = useState(false)
  const [reason, setReason] = useState<unknown>(null)
  const [open, setOpen] = useState<Publication | null>(null)
  async function attempt<T>(act: () => Promise<T>, told?: string): Promise<T | null> {
    if (busy) return null
    setBusy(true)
    setReason(null)
    try {
      const answer = await act()
      if (told !== undefined) void notify(told)
      return answer
    } catch (failure) {
      setReason(failure)
      return null
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    reason: reason ?? connecting.reason,
    connecting,
    open,
    change: () => setOpen(post),
    close: () => setOpen(null),
    withdraw: () => void attempt(() => withdrawPost(post.id), words.withdrawn),
    settle: (isThere: boolean) =>
      void attempt(() => settlePost(post.id, isThere), isThere ? words.foundDone : words.notThereDone),
    // What was drafted anew is looked at before it goes out again.
    retry: () => void attempt(() => retryPost(post.id)).then((draft) => draft !== null && setOpen(draft)),
  }
}

/** What can be done about a post where it stands. */
export function PostActs({ post, acts }: { post: Publication; acts: PostActsOf }) {
  const words = useMessages(posts).history
  return (
    <>
      {post.state === 'approved' && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            variant="outline"
            disabled={acts.busy}
            aria-label={words.withdrawOf(post.label)}
            onClick={acts.withdraw}
          >
            {words.withdraw}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            disabled={acts.busy}
            aria-label={words.changeOf(post.label)}
            onClick={acts.change}
          >
            {words.change}
          </Button>
        </div>
      )}
      {post.state === 'processing' && post.trouble?.retry === 'reconnect' && <Connect acts={acts} />}
      {post.state === 'unknown' && <Question post={post} acts={acts} />}
      {post.state === 'failed' && <Again post={post} acts={acts} />}
      {acts.open !== null && (
        <Suspense fallback={null}>
          <DraftDialog post={acts.open} onClose={acts.close} />
        </Suspense>
      )}
    </>
  )
}

function Again({ post, acts }: { post: Publication; acts: PostActsOf }) {
  const words = useMessages(posts)
  if (post.trouble === null) return null
  const retry = retryOf(post.trouble)
  const help = words.history.retry[retry]
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="text-muted-foreground text-[0.8125rem] leading-snug">{help.text}</p>
      {retry === 'reconnect' && <Connect acts={acts} />}
      {mayRetry(post) && 'action' in help && (
        <Button size="sm" variant="outline" disabled={acts.busy} onClick={acts.retry}>
          {help.action}
        </Button>
      )}
    </div>
  )
}

function Connect({ acts }: { acts: PostActsOf }) {
  const words = useMessages(posts)
  const { busy, connect } = acts.connecting
  return (
    <Button size="sm" variant="outline" className="justify-self-start" disabled={busy} onClick={() => void connect()}>
      {busy ? words.accounts.connecting : words.history.connectAgain}
    </Button>
  )
}

/** Nobody but its owner can say; the answer is asked for after a look. */
function Question({ post, acts }: { post: Publication; acts: PostActsOf }) {
  const words = useMessages(posts)
  const [looked, setLooked] = useState(false)
  const username = usePublishing().data?.accounts.find(({ id }) => id === post.account?.id)?.username ?? null
  const may = looked || username === null
  return (
    <section aria-label={words.history.question} className="border-warning/50 grid gap-2.5 rounded-lg border p-3.5">
      <h4 className="text-sm font-semibold">{words.history.question}</h4>
      <p className="text-muted-foreground text-[0.8125rem] leading-snug">{words.history.questionText}</p>
      <div className="flex flex-wrap items-center gap-2">
        {username !== null && (
          <Button asChild size="sm" variant={may ? 'outline' : 'default'}>
            <a
              href={words.history.profileUrl(username)}
              target="_blank"
              rel="noreferrer"
              title={words.form.newWindow}
              onClick={() => setLooked(true)}
            >
              <ExternalLinkIcon />
              {words.history.openAccount}
            </a>
          </Button>
        )}
        {may ? (
          <>
            <Button size="sm" variant="outline" disabled={acts.busy} onClick={() => acts.settle(true)}>
              {words.history.found}
            </Button>
            <Button size="sm" variant="outline" disabled={acts.busy} onClick={() => acts.settle(false)}>
              {words.history.notThere}
            </Button>
          </>
        ) : (
          <Button size="sm" variant="ghost" onClick={() => setLooked(true)}>
            {words.history.looked}
          </Button>
        )}
      </div>
    </section>
  )
}
