import type { Publication } from '@greenroom/contract/posts.ts'
import { InboxIcon, Trash2Icon } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { posts } from '#messages/posts.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { useNow } from '#features/slideshows/parts/next-due.tsx'
import { useWhen } from '../history/post-card.tsx'
import { AccountFace } from '../parts/account-face.tsx'
import { PostFace } from '../parts/post-face.tsx'
import { deleteDraft, useWaiting } from '../posts.api.ts'
import { byAccount } from '../posts.rules.ts'

const DraftDialog = lazy(async () => ({ default: (await import('../form/post-dialog.tsx')).DraftDialog }))
const BatchDialog = lazy(() => import('./batch-dialog.tsx'))

/** Drafts that wait for the person, by account; one, some or all of them are looked at and approved together. */
export function WaitingPosts({ sessionId }: { sessionId?: string }) {
  const words = useMessages(posts).wait
  const list = useWaiting(sessionId)
  const drafts = list.data?.publications
  return (
    <section aria-labelledby="posts-waiting">
      <h2 id="posts-waiting" className="text-sm font-semibold">
        {words.title}
      </h2>
      <p className="text-muted-foreground mt-1 mb-3 text-sm">{words.text}</p>
      {drafts === undefined && !list.isError && <RowsLoading count={2} />}
      {drafts === undefined && list.isError && (
        <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      )}
      {drafts?.length === 0 && (
        <div className="flex items-center gap-4 rounded-xl border p-4">
          <InboxIcon className="text-muted-foreground size-5 shrink-0" aria-hidden />
          <p className="text-sm leading-snug">
            <span className="font-medium">{words.none}.</span>{' '}
            <span className="text-muted-foreground">{words.noneText}</span>
          </p>
        </div>
      )}
      <div className="grid gap-6 empty:hidden">
        {byAccount(drafts ?? []).map(({ account, posts: own }) => (
          <ForAccount key={account?.id ?? ''} account={account} drafts={own} />
        ))}
      </div>
    </section>
  )
}

function ForAccount({ account, drafts }: { account: Publication['account']; drafts: readonly Publication[] }) {
  const words = useMessages(posts).wait
  const id = useId()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [batch, setBatch] = useState<readonly Publication[] | null>(null)
  const [open, setOpen] = useState<Publication | null>(null)
  const [leaving, setLeaving] = useState<Publication | null>(null)
  const chosen = drafts.filter((post) => picked.has(post.id))
  // Together go those of one account, delivered in one way: the words that one agrees to belong to that.
  const usable = account?.state === 'connected'
  const pick = (ids: readonly string[], on: boolean): void =>
    setPicked((before) => new Set(on ? [...before, ...ids] : [...before].filter((one) => !ids.includes(one))))
  return (
    <div className="bg-card overflow-hidden rounded-xl border">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-3">
        {usable && (
          <input
            type="checkbox"
            aria-label={`${words.all}, ${words.perAccount(account.displayName)}`}
            className="accent-primary size-4"
            checked={chosen.length === drafts.length}
            ref={(box) => {
              if (box !== null) box.indeterminate = chosen.length > 0 && chosen.length < drafts.length
            }}
            onChange={({ target }) =>
              pick(
                drafts.map((post) => post.id),
                target.checked,
              )
            }
          />
        )}
        <AccountFace name={account?.displayName ?? '?'} className="size-7 text-[0.6875rem]" />
        <h3 id={id} className="min-w-0 text-sm font-medium wrap-anywhere">
          {account === null ? words.noAccount : words.perAccount(account.displayName)}
        </h3>
        <span className="ml-auto flex items-center gap-3">
          <span role="status" className="text-muted-foreground text-[0.8125rem]">
            {chosen.length > 0 ? words.chosen(chosen.length) : ''}
          </span>
          {usable && (
            <Button
              size="sm"
              disabled={chosen.length === 0}
              onClick={() => (chosen.length === 1 ? setOpen(chosen[0] ?? null) : setBatch(chosen))}
            >
              {words.approve(chosen.length)}
            </Button>
          )}
        </span>
      </header>
      <ul aria-labelledby={id} className="divide-y">
        {drafts.map((post) => (
          <DraftRow
            key={post.id}
            post={post}
            {...(usable ? { picked: picked.has(post.id) } : {})}
            onPick={(on) => pick([post.id], on)}
            onOpen={() => setOpen(post)}
            onDelete={() => setLeaving(post)}
          />
        ))}
      </ul>
      <Suspense fallback={null}>
        {open !== null && <DraftDialog post={open} onClose={() => setOpen(null)} />}
        {batch !== null && account !== null && (
          <BatchDialog
            account={account}
            posts={batch}
            onClose={(done) => {
              setBatch(null)
              if (done) setPicked(new Set())
            }}
          />
        )}
      </Suspense>
      {leaving !== null && (
        <Confirm
          open
          onOpenChange={() => setLeaving(null)}
          title={words.deleteTitle}
          text={words.deleteText}
          action={words.delete}
          destructive
          onConfirm={async () => {
            await deleteDraft(leaving.id)
            void notify(words.deleted)
          }}
        />
      )}
    </div>
  )
}

function DraftRow(props: {
  post: Publication
  /** Left out where nothing can be approved. */
  picked?: boolean
  onPick: (on: boolean) => void
  onOpen: () => void
  onDelete: () => void
}) {
  const words = useMessages(posts)
  const when = useWhen()
  const now = useNow()
  const { post } = props
  const { publishAt, label, options } = post
  const text = [options.title, options.description].filter(Boolean).join(' · ')
  const planned =
    publishAt === null
      ? words.wait.asap
      : Date.parse(publishAt) > now
        ? words.wait.planned(when(publishAt))
        : words.wait.late(when(publishAt))
  return (
    <li className="flex gap-3 px-4 py-3">
      {props.picked !== undefined && (
        <input
          type="checkbox"
          aria-label={words.wait.choose(label)}
          className="accent-primary mt-1 size-4 shrink-0"
          checked={props.picked}
          onChange={({ target }) => props.onPick(target.checked)}
        />
      )}
      <PostFace post={post} className="h-20 w-14" />
      <div className="grid min-w-0 flex-1 content-start gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
          <span className="font-medium wrap-anywhere">{label}</span>
          <Badge variant="outline">{words.form.forms[post.form]}</Badge>
          {post.mode === 'inbox' && <Badge variant="outline">{words.form.modes.inbox}</Badge>}
          {post.automatic && <Badge variant="secondary">{words.wait.automatic}</Badge>}
        </p>
        <p dir="auto" className="text-muted-foreground line-clamp-2 text-[0.8125rem] leading-snug wrap-anywhere">
          {text === '' ? words.wait.noText : text}
        </p>
        <p className="text-muted-foreground text-xs">{planned}</p>
        <div className="mt-1 flex gap-2">
          <Button size="sm" variant="outline" aria-label={words.wait.openOf(label)} onClick={props.onOpen}>
            {words.wait.open}
          </Button>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={words.wait.deleteOf(label)}
            title={words.wait.delete}
            onClick={props.onDelete}
          >
            <Trash2Icon />
          </Button>
        </div>
      </div>
    </li>
  )
}
