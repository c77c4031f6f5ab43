import type { Publication, PublicationState } from '@greenroom/contract/posts.ts'
import { ExternalLinkIcon, ImagesIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '#lib/format.ts'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { posts } from '#messages/posts.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { Progress } from '#ui/progress.tsx'
import { browserZone } from '#features/calendar/days.ts'
import { dueText } from '#features/slideshows/due.ts'
import { useNow } from '#features/slideshows/parts/next-due.tsx'
import { PostFace } from '../parts/post-face.tsx'
import { PostActs, usePostActs } from './post-acts.tsx'

const tones: Readonly<Record<PublicationState, 'default' | 'secondary' | 'destructive' | 'outline'>> = {
  draft: 'outline',
  approved: 'secondary',
  submitting: 'secondary',
  unknown: 'outline',
  processing: 'secondary',
  published: 'default',
  failed: 'destructive',
}

/** One post: what it is, to whom it went, and what became of it. */
export function PostCard({ post }: { post: Publication }) {
  const words = useMessages(posts)
  const acts = usePostActs(post)
  const { label, account, options, state } = post
  const text = [options.title, options.description].filter(Boolean).join(' · ')
  return (
    <li id={`post-${post.id}`} className="bg-card rounded-xl border p-3.5">
      <article aria-label={label} className="flex gap-3.5">
        <PostFace post={post} />
        <div className="grid min-w-0 flex-1 content-start gap-2">
          <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h3 className="min-w-0 text-sm font-semibold wrap-anywhere">{label}</h3>
            <Badge variant={tones[state]} className={state === 'unknown' ? 'border-warning text-warning' : ''}>
              {state === 'published' && post.mode === 'inbox' ? words.history.inInbox : words.history.states[state]}
            </Badge>
            {post.form === 'photo' && (
              <span className="text-muted-foreground flex items-center gap-1 text-xs">
                <ImagesIcon className="size-3.5" aria-hidden />
                {words.form.forms.photo}
              </span>
            )}
            <span className="text-muted-foreground text-xs max-sm:basis-full sm:ml-auto">
              {account?.displayName ?? words.history.accountGone}
            </span>
          </header>
          {text !== '' && (
            <p dir="auto" className="text-muted-foreground line-clamp-2 text-[0.8125rem] leading-snug wrap-anywhere">
              {text}
            </p>
          )}
          <Standing post={post} />
          <PostActs post={post} acts={acts} />
          {acts.reason !== null && <ErrorNote reason={acts.reason} />}
        </div>
      </article>
    </li>
  )
}

/** Where it stands now, in plain words. */
function Standing({ post }: { post: Publication }) {
  const words = useMessages(posts).history
  const format = useFormat()
  const when = useWhen()
  const now = useNow()
  const trouble = useTroubleText()(post)
  const { state, progress, publishAt, finishedAt } = post
  switch (state) {
    case 'draft':
      return null
    case 'approved': {
      const later = publishAt !== null && Date.parse(publishAt) > now
      return (
        <Line>
          {trouble === null ? (later ? words.goesOut(when(publishAt)) : words.goesNext) : `${words.waits} ${trouble}`}
        </Line>
      )
    }
    case 'submitting':
      return progress === null ? (
        <Line>{words.opening}</Line>
      ) : (
        <div className="flex items-center gap-3">
          <Progress value={progress * 100} aria-label={words.sendingOf(post.label)} className="h-1.5 max-w-60" />
          <span className="text-muted-foreground text-xs tabular-nums">
            {words.sending(format.percent(Math.round(progress * 100) / 100))}
          </span>
        </div>
      )
    case 'processing':
      return (
        <>
          <Line>{words.processing}</Line>
          {trouble !== null && <Line>{trouble}</Line>}
        </>
      )
    case 'published':
      return <Published post={post} />
    case 'unknown':
      return trouble === null ? null : <Line>{trouble}</Line>
    case 'failed':
      return (
        <>
          <p className="text-sm leading-snug">{trouble}</p>
          {finishedAt !== null && <Line>{words.failedAt(when(finishedAt))}</Line>}
        </>
      )
  }
}

function Published({ post }: { post: Publication }) {
  const words = useMessages(posts)
  const format = useFormat()
  const when = useWhen()
  const { metrics, link, mode, finishedAt } = post
  if (mode === 'inbox') return <Line>{words.history.inboxText}</Line>
  return (
    <>
      {finishedAt !== null && <Line>{words.history.publishedAt(when(finishedAt))}</Line>}
      {metrics !== null && (
        <dl className="flex flex-wrap items-baseline gap-x-5 gap-y-1 text-sm">
          {(['views', 'likes', 'comments', 'shares'] as const).map((name) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-muted-foreground order-2 text-[0.8125rem]">{words.history.numbers[name]}</dt>
              <dd className="font-medium tabular-nums">{format.number(metrics[name])}</dd>
            </div>
          ))}
          <div className="text-muted-foreground text-xs">{words.history.readAt(format.ago(metrics.readAt))}</div>
        </dl>
      )}
      {link === null ? (
        <Line>{words.history.noLink}</Line>
      ) : (
        <Button asChild size="sm" variant="outline" className="justify-self-start">
          <a href={link} target="_blank" rel="noreferrer" title={words.form.newWindow}>
            <ExternalLinkIcon />
            {words.history.see}
          </a>
        </Button>
      )}
    </>
  )
}

const Line = ({ children }: { children: ReactNode }) => (
  <p className="text-muted-foreground text-[0.8125rem] leading-snug">{children}</p>
)

/** "tomorrow 09:00", by the clock of this browser. */
export function useWhen(): (instant: string) => string {
  const language = useLanguage()
  const now = useNow()
  return (instant) => dueText(instant, browserZone(), now, language)
}

/** Why it failed, waits or is unclear, in the reader's language where that is known. */
function useTroubleText(): (post: Publication) => string | null {
  const say = useNoticeText()
  return ({ trouble }) => (trouble === null ? null : say.reason(trouble))
}
