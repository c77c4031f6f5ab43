import { useCallback, useEffect } from 'react'
import { useParams } from 'wouter'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { useAction } from '#lib/shortcuts.ts'
import { slideshows } from '#messages/slideshows.ts'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#ui/tabs.tsx'
import { SessionPosts, SessionWaiting } from '#features/posts/parts/session-posts.tsx'
import { oneOf, useAddress } from '#features/projects/url.ts'
import { NotFound } from '#features/shell/not-found.tsx'
import { Editor } from './edit/editor.tsx'
import { SessionLoading } from './edit/session-loading.tsx'
import { MadePane } from './made/made-pane.tsx'
import { SessionHeader } from './parts/session-header.tsx'
import { useSession, type OpenSession } from './slideshows.api.ts'
import { useSessionDesk } from './use-desk.ts'

/** `/slideshows/:sessionId`; `?tab=` is a part of it, `?item=` the slide, `?panel=` its settings, `?add=` the dialog. */
export default function SessionPage() {
  const { sessionId } = useParams<{ sessionId: string }>()
  const session = useSession(sessionId)
  if (session.data === undefined) {
    if (session.isPending) return <SessionLoading />
    if (session.error instanceof ApiProblem && session.error.status === 404) return <NotFound />
    return <ErrorState reason={session.error} onRetry={() => void session.refetch()} retrying={session.isFetching} />
  }
  return <Session key={sessionId} open={session.data} />
}

const tabs = ['edit', 'made', 'posts'] as const

function Session({ open }: { open: OpenSession }) {
  const words = useMessages(slideshows)
  const [address, patch] = useAddress()
  const desk = useSessionDesk(open)
  const { session } = desk
  const tab = oneOf(address, 'tab', tabs)
  const setTab = useCallback((next: string) => patch({ tab: next === 'edit' ? null : next }), [patch])
  const { run } = desk
  const runAll = (ids: readonly string[] | null): void =>
    void run(ids).then((began) => {
      if (began) setTab('made')
    })

  const keys = { scope: words.scope }
  useAction({ ...keys, id: 'slideshows.run', keys: 'r', label: words.session.runNow, run: () => runAll(null) })
  useAction({ ...keys, id: 'slideshows.edit', keys: '1', label: words.session.tabs.edit, run: () => setTab('edit') })
  useAction({ ...keys, id: 'slideshows.made', keys: '2', label: words.session.tabs.made, run: () => setTab('made') })
  useAction({ ...keys, id: 'slideshows.posts', keys: '3', label: words.session.tabs.posts, run: () => setTab('posts') })
  useAction({
    ...keys,
    id: 'slideshows.add',
    keys: 'a',
    label: words.media.add,
    run: () => patch({ tab: null, add: 'library' }),
  })
  const { flush } = desk.words
  // The slideshows show what was typed as soon as one looks at them.
  useEffect(() => {
    if (tab === 'made') void flush()
  }, [tab, flush])
  return (
    <div className="absolute inset-0 flex flex-col overflow-hidden">
      <SessionHeader desk={desk} onRun={() => runAll(null)} />
      {desk.trouble !== null && <ErrorNote reason={desk.trouble} className="m-3 mb-0" />}
      <Tabs value={tab} onValueChange={setTab} className="min-h-0 flex-1 gap-0">
        <TabsList variant="line" aria-label={words.session.sections} className="w-full justify-start border-b px-2.5">
          <TabsTrigger value="edit" className="flex-none">
            {words.session.tabs.edit}
          </TabsTrigger>
          <TabsTrigger value="made" className="flex-none">
            {words.session.tabs.made}
            {session.groupCount > 0 && (
              <span className="text-muted-foreground text-xs tabular-nums">{session.groupCount}</span>
            )}
          </TabsTrigger>
          <TabsTrigger value="posts" className="flex-none">
            {words.session.tabs.posts}
            <SessionWaiting sessionId={session.id} />
          </TabsTrigger>
        </TabsList>
        <TabsContent value="edit" className="flex min-h-0 flex-col">
          <Editor desk={desk} onRun={runAll} />
        </TabsContent>
        <TabsContent value="made" className="min-h-0 overflow-y-auto">
          <MadePane session={session} onRun={() => runAll(null)} starting={desk.starting} />
        </TabsContent>
        <TabsContent value="posts" className="min-h-0 overflow-y-auto">
          <SessionPosts sessionId={session.id} />
        </TabsContent>
      </Tabs>
    </div>
  )
}
