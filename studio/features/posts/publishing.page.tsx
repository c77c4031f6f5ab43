import type { PublishingAccount } from '@greenroom/contract/posts.ts'
import { PlugIcon, XIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useAddressWord } from '#lib/address-state.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { posts } from '#messages/posts.ts'
import { settings } from '#messages/settings.ts'
import { Confirm } from '#patterns/confirm.tsx'
import { EmptyState } from '#patterns/empty-state.tsx'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { RowsLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { settingsPages } from '#features/shell/pages.ts'
import { Section, SectionPage } from '#features/shell/parts/section-page.tsx'
import { useConnecting } from './connecting.ts'
import { PostCard } from './history/post-card.tsx'
import { AccountCard } from './parts/account-card.tsx'
import { SetupNote } from './parts/setup-note.tsx'
import { disconnectAccount, usePost, usePublishing, useWaitingCount } from './posts.api.ts'

/** `/settings/publishing`: the accounts that posts go to; `?post=` shows one post, as mails link to it. */
export default function PublishingPage() {
  const words = useMessages(posts)
  const { title: section } = useMessages(settings)
  const list = usePublishing()
  const connecting = useConnecting()
  const [post, setPost] = useAddressWord('post')
  const data = list.data
  const anything = data !== undefined && data.accounts.length > 0
  return (
    <SectionPage
      section={section}
      pages={settingsPages}
      title={words.accounts.title}
      text={words.accounts.text}
      actions={
        data?.configured === true &&
        anything && (
          <Button size="sm" disabled={connecting.busy} onClick={() => void connecting.connect()}>
            <PlugIcon />
            {connecting.busy ? words.accounts.connecting : words.accounts.connectAnother}
          </Button>
        )
      }
    >
      {post !== '' && <ShownPost id={post} onClose={() => setPost('')} />}
      {connecting.reason !== null && <ErrorNote reason={connecting.reason} className="mb-6" />}
      {data === undefined && !list.isError && <RowsLoading count={2} />}
      {data === undefined && list.isError && (
        <ErrorState reason={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
      )}
      {data?.configured === false && (
        <div className="mb-8">
          <SetupNote redirectUri={data.redirectUri} />
        </div>
      )}
      {data?.configured === true && !anything && (
        <div className="rounded-xl border">
          <EmptyState icon={PlugIcon} title={words.accounts.noneTitle} text={words.accounts.noneText}>
            <Button disabled={connecting.busy} onClick={() => void connecting.connect()}>
              <PlugIcon />
              {connecting.busy ? words.accounts.connecting : words.accounts.connect}
            </Button>
          </EmptyState>
        </div>
      )}
      {anything && <Accounts accounts={data.accounts} connecting={connecting} />}
      {data !== undefined && (data.configured || anything) && <ToPosts />}
    </SectionPage>
  )
}

function Accounts(props: { accounts: readonly PublishingAccount[]; connecting: ReturnType<typeof useConnecting> }) {
  const words = useMessages(posts).accounts
  const [leaving, setLeaving] = useState<PublishingAccount | null>(null)
  return (
    <>
      <ul className="mb-8 grid gap-4" aria-label={words.heading}>
        {props.accounts.map((account) => (
          <AccountCard
            key={account.id}
            account={account}
            busy={props.connecting.busy}
            onConnect={() => void props.connecting.connect()}
            onDisconnect={() => setLeaving(account)}
          />
        ))}
      </ul>
      {leaving !== null && (
        <Confirm
          open
          onOpenChange={() => setLeaving(null)}
          title={words.disconnectTitle(leaving.displayName)}
          text={words.disconnectText}
          action={words.disconnect}
          destructive
          onConfirm={async () => {
            await disconnectAccount(leaving.id)
            void notify(words.disconnected(leaving.displayName))
          }}
        />
      )}
    </>
  )
}

function ToPosts() {
  const words = useMessages(posts)
  const waiting = useWaitingCount()
  return (
    <Section title={words.accounts.postsTitle} text={words.accounts.postsText}>
      <div className="-mt-1 flex flex-wrap items-center gap-3">
        <Button asChild variant="outline" size="sm">
          <Link href="/posts">{words.allPosts}</Link>
        </Button>
        {waiting > 0 && <span className="text-muted-foreground text-sm">{words.waitingNote(waiting)}</span>}
      </div>
    </Section>
  )
}

/** The one post that a link is about. */
function ShownPost({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useMessages(posts).accounts
  const post = usePost(id)
  return (
    <section aria-label={words.shownPost} className="border-primary/40 mb-8 rounded-xl border p-1.5">
      <div className="flex items-center justify-between gap-3 py-1 pr-1 pl-3">
        <h2 className="text-sm font-semibold">{words.shownPost}</h2>
        <Button size="icon-sm" variant="ghost" aria-label={words.closePost} title={words.closePost} onClick={onClose}>
          <XIcon />
        </Button>
      </div>
      {post.isPending && <RowsLoading count={1} />}
      {post.isError && <ErrorNote reason={post.error} />}
      {post.data === null && <p className="text-muted-foreground px-3 pb-3 text-sm">{words.gone}</p>}
      {post.data != null && (
        <ul>
          <PostCard post={post.data} />
        </ul>
      )}
    </section>
  )
}
