import type { Publication } from '@greenroom/contract/posts.ts'
import { LoaderCircleIcon, PlayIcon } from 'lucide-react'
import { useId, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { notify } from '#lib/notify.ts'
import { versionUrl } from '#lib/media.ts'
import { posts } from '#messages/posts.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Button } from '#ui/button.tsx'
import { AllowField, DisclosureField, PrivacyField, Tick } from '../form/audience-fields.tsx'
import { ConsentLine } from '../form/consent-line.tsx'
import { FindingsList } from '../form/findings-list.tsx'
import { PostFrame } from '../form/post-frame.tsx'
import { SwitchRow } from '../form/switch-row.tsx'
import { WordsFields } from '../form/words-fields.tsx'
import { AccountFace } from '../parts/account-face.tsx'
import { PostFace } from '../parts/post-face.tsx'
import { useGroup } from '../posts.api.ts'
import { useBatch, type BatchDesk } from './use-batch.ts'

/** Several drafts of one account, looked at one by one and approved together. */
export default function BatchDialog(props: {
  account: NonNullable<Publication['account']>
  posts: readonly Publication[]
  onClose: (done: boolean) => void
}) {
  const words = useMessages(posts)
  const say = useNoticeText()
  // As they were when the dialog opened: what one agrees to does not change under one's eyes.
  const [all] = useState(props.posts)
  const desk = useBatch(props.account.id, all)
  const { creator, shared, drafts } = desk
  const nickname = creator?.nickname ?? props.account.displayName
  return (
    <PostFrame
      title={words.batch.title(drafts.length)}
      text={words.batch.text(nickname)}
      onClose={() => desk.saved === null && props.onClose(false)}
    >
      <div className="grid min-h-0 flex-1 content-start gap-x-8 gap-y-6 overflow-y-auto p-5 md:grid-cols-[19rem_minmax(0,1fr)]">
        <section aria-label={words.batch.choices} className="grid content-start gap-6 md:sticky md:top-0 md:self-start">
          <p className="flex items-center gap-2.5 text-sm">
            <AccountFace name={nickname} className="size-8 text-xs" />
            <span>
              <span className="text-muted-foreground">{words.form.postingAs} </span>
              <span className="font-medium wrap-anywhere">{nickname}</span>
            </span>
          </p>
          {desk.direct && desk.asked.isLoading && (
            <p role="status" className="text-muted-foreground flex items-center gap-2 text-sm">
              <LoaderCircleIcon className="size-4 animate-spin" aria-hidden />
              {words.form.asking}
            </p>
          )}
          {desk.asked.isError && <ErrorNote reason={desk.asked.error} />}
          {desk.blocked !== null && (
            <div role="alert" className="border-destructive/40 bg-destructive/8 grid gap-1.5 rounded-lg border p-3.5">
              <p className="text-sm font-semibold">{words.form.blockedTitle}</p>
              <p className="text-sm">{say.reason(desk.blocked)}</p>
            </div>
          )}
          {desk.direct && creator !== null && (
            <>
              <PrivacyField options={shared} creator={creator} onChange={desk.change} />
              <div>
                <AllowField
                  options={shared}
                  creator={creator}
                  onChange={desk.change}
                  forms={drafts.map(({ form }) => form)}
                />
                {new Set(drafts.map(({ form }) => form)).size > 1 && (
                  <p className="text-muted-foreground mt-2 text-[0.8125rem] leading-snug">{words.batch.mixed}</p>
                )}
              </div>
              <DisclosureField options={shared} onChange={desk.change} label={desk.texts[0]?.label ?? null} />
              {drafts.some(({ form }) => form === 'photo') && (
                <SwitchRow
                  label={words.form.music}
                  text={words.form.musicText}
                  checked={shared.autoAddMusic}
                  onChange={(autoAddMusic) => desk.change({ autoAddMusic })}
                />
              )}
            </>
          )}
          {!desk.direct && <p className="text-muted-foreground text-sm">{words.batch.inboxOnly}</p>}
          <p className="text-muted-foreground text-[0.8125rem] leading-snug">{words.batch.keepsTime}</p>
          {desk.texts[0] !== undefined && (
            <p lang="en" className="text-muted-foreground text-[0.8125rem] leading-snug">
              {desk.texts[0].processing}
            </p>
          )}
        </section>
        <ol aria-label={words.batch.posts} className="grid content-start gap-4">
          {drafts.map((post) => (
            <OneOfBatch key={post.id} post={post} desk={desk} />
          ))}
        </ol>
      </div>
      <BatchFoot desk={desk} onClose={props.onClose} />
    </PostFrame>
  )
}

function OneOfBatch({ post, desk }: { post: Publication; desk: BatchDesk }) {
  const words = useMessages(posts)
  const options = desk.optionsOf(post)
  const photos = post.form === 'photo'
  return (
    <li className="grid gap-3 rounded-lg border p-3.5">
      <div className="flex items-start gap-3">
        {!photos && <BatchFilm post={post} />}
        <div className="min-w-0 flex-1">
          <h3 className="text-sm font-semibold wrap-anywhere">{post.label}</h3>
          <p className="text-muted-foreground mt-0.5 text-xs">
            {words.form.forms[post.form]} · {words.form.modes[post.mode]}
          </p>
          <div className="mt-2">
            <Tick
              label={words.form.ai}
              checked={options.aiGenerated}
              onChange={(aiGenerated) => desk.changeOne(post, { aiGenerated })}
            />
          </div>
        </div>
        {desk.drafts.length > 1 && (
          <Button
            size="sm"
            variant="ghost"
            aria-label={words.batch.removeOf(post.label)}
            onClick={() => desk.leaveOut(post.id)}
          >
            {words.batch.remove}
          </Button>
        )}
      </div>
      {photos && <BatchPhotos groupId={post.groupId} />}
      <WordsFields
        options={options}
        form={post.form}
        mode={post.mode}
        onChange={(patch) => desk.changeOne(post, patch)}
      />
      <FindingsList findings={desk.findingsFor(post.id)} />
    </li>
  )
}

/** The photos that go out, in their order. */
function BatchPhotos({ groupId }: { groupId: string | null }) {
  const words = useMessages(posts).form
  const photos = useGroup(groupId).data?.photoUrls ?? []
  return (
    <ol aria-label={words.forms.photo} className="flex gap-1.5 overflow-x-auto pb-1">
      {photos.map((url, place) => (
        <li key={url} className="shrink-0">
          <img
            src={url}
            alt={words.photoOf(place + 1, photos.length)}
            loading="lazy"
            className="h-28 w-auto rounded-md"
          />
        </li>
      ))}
    </ol>
  )
}

/** The film that goes out, when somebody plays it. */
function BatchFilm({ post }: { post: Publication }) {
  const words = useMessages(posts)
  const [playing, setPlaying] = useState(false)
  const film = post.versionId === null ? `/media/groups/${post.groupId}/video` : versionUrl(post.versionId, 'video')
  if (playing)
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- its words are burned into the picture
      <video
        src={film}
        controls
        autoPlay
        playsInline
        aria-label={post.label}
        className="max-h-64 w-36 shrink-0 rounded-md bg-black"
      />
    )
  return (
    <button
      type="button"
      aria-label={words.batch.play(post.label)}
      onClick={() => setPlaying(true)}
      className="focus-visible:ring-ring relative shrink-0 rounded-md outline-none focus-visible:ring-2"
    >
      <PostFace post={post} />
      <span className="absolute inset-0 grid place-items-center">
        <span className="grid size-8 place-items-center rounded-full bg-black/60 text-white">
          <PlayIcon className="ml-0.5 size-4 fill-current" aria-hidden />
        </span>
      </span>
    </button>
  )
}

function BatchFoot({ desk, onClose }: { desk: BatchDesk; onClose: (done: boolean) => void }) {
  const words = useMessages(posts)
  const id = useId()
  const { needs, saved, drafts } = desk
  const off = needs.length > 0 || !desk.fresh || saved !== null
  const sentences = needs.map((need) => {
    if (need === 'undecided' || need === 'brandedPrivate' || need === 'checking') return words.form[need]
    return need === 'stops' ? `${words.batch.mend(desk.stopped)}.` : words.form.needs[need]
  })
  const approve = async (): Promise<void> => {
    const count = off ? 0 : await desk.approve()
    if (count === 0) return
    void notify(words.batch.done(count))
    onClose(true)
  }
  return (
    <footer className="grid gap-3 border-t px-5 py-4">
      {desk.reason !== null && <ErrorNote reason={desk.reason} />}
      {desk.failed !== null && <ErrorNote reason={desk.failed} />}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          {desk.texts.map((texts) => (
            <ConsentLine key={texts.consent} texts={texts} />
          ))}
          <p id={`${id}-needs`} role="status" className="text-muted-foreground mt-1 text-[0.8125rem] leading-snug">
            {saved !== null
              ? words.batch.saving(Math.min(saved + 1, drafts.length), drafts.length)
              : sentences.length === 0
                ? words.batch.allOrNone
                : needs[0] === 'checking'
                  ? words.form.checking
                  : `${words.form.before} ${sentences.join(' ')}`}
          </p>
        </div>
        <Button
          aria-disabled={off}
          aria-describedby={`${id}-needs`}
          className="aria-disabled:cursor-not-allowed aria-disabled:opacity-50 max-sm:w-full"
          onClick={() => void approve()}
        >
          {saved !== null && <LoaderCircleIcon className="animate-spin" aria-hidden />}
          {saved === null ? words.batch.approve(drafts.length) : words.form.sending}
        </Button>
      </div>
    </footer>
  )
}
