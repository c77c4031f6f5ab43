import type { Publication } from '@greenroom/contract/posts.ts'
import { LoaderCircleIcon, OctagonXIcon } from 'lucide-react'
import { versionUrl } from '#lib/media.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { posts } from '#messages/posts.ts'
import { ErrorNote, ErrorState } from '#patterns/error-state.tsx'
import { FormLoading } from '#patterns/loading.tsx'
import { Button } from '#ui/button.tsx'
import { useConnecting } from '../connecting.ts'
import { SetupNote } from '../parts/setup-note.tsx'
import { useGroup } from '../posts.api.ts'
import { subjectOfGroup, subjectOfTake, wantsConnecting, type Subject } from '../posts.rules.ts'
import { AccountFields } from './account-fields.tsx'
import { AllowField, DisclosureField, PrivacyField } from './audience-fields.tsx'
import { FindingsList } from './findings-list.tsx'
import { FrameBody, PostFrame } from './post-frame.tsx'
import { PostFoot } from './post-foot.tsx'
import { Preview } from './preview.tsx'
import { SwitchRow } from './switch-row.tsx'
import { usePostForm, type PostDesk } from './use-post-form.ts'
import { WhenField } from './when-field.tsx'
import { WordsFields } from './words-fields.tsx'

/** The form for one post: a new one of `subject`, or a draft. Nothing goes out before the button at its end. */
export default function PostDialog(props: { subject: Subject; post?: Publication; onClose: () => void }) {
  const words = useMessages(posts).form
  const desk = usePostForm({ subject: props.subject, post: props.post ?? null })
  return (
    <PostFrame
      title={words.titleNew}
      text={words.about(props.subject.label)}
      onClose={() => desk.busy === null && props.onClose()}
    >
      {desk.publishing.isPending && <FrameBody>{<FormLoading fields={5} />}</FrameBody>}
      {desk.publishing.isError && (
        <ErrorState reason={desk.publishing.error} onRetry={() => void desk.publishing.refetch()} />
      )}
      {desk.publishing.data?.configured === false && (
        <FrameBody>
          <SetupNote redirectUri={desk.publishing.data.redirectUri} />
        </FrameBody>
      )}
      {desk.publishing.data?.configured === true &&
        (desk.accounts.length === 0 ? (
          <FrameBody>
            <NoAccount />
          </FrameBody>
        ) : (
          <Form desk={desk} onClose={props.onClose} />
        ))}
      <span className="sr-only" role="status">
        {desk.asked.isFetching ? words.asking : ''}
      </span>
    </PostFrame>
  )
}

/** The same for a draft whose media has to be read first. */
export function DraftDialog({ post, onClose }: { post: Publication; onClose: () => void }) {
  const words = useMessages(posts).form
  const group = useGroup(post.groupId)
  const take = post.versionId
  if (take !== null) return <PostDialog subject={takeOf(take, post.label)} post={post} onClose={onClose} />
  if (group.data !== undefined) return <PostDialog subject={subjectOfGroup(group.data)} post={post} onClose={onClose} />
  return (
    <PostFrame title={words.titleNew} text={words.about(post.label)} onClose={onClose}>
      <FrameBody>{group.isError ? <ErrorNote reason={group.error} /> : <FormLoading fields={5} />}</FrameBody>
    </PostFrame>
  )
}

const takeOf = (versionId: string, label: string): Subject =>
  subjectOfTake(versionId, label, { video: versionUrl(versionId, 'video'), poster: versionUrl(versionId, 'poster') })

function NoAccount() {
  const words = useMessages(posts)
  const { busy, reason, connect } = useConnecting()
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 py-10 text-center">
      <h3 className="text-base font-semibold">{words.form.noAccountTitle}</h3>
      <p className="text-muted-foreground text-sm leading-relaxed">{words.form.noAccountText}</p>
      <Button className="mt-2" disabled={busy} onClick={() => void connect()}>
        {busy ? words.accounts.connecting : words.accounts.connect}
      </Button>
      {reason !== null && <ErrorNote reason={reason} className="text-left" />}
    </div>
  )
}

function Form({ desk, onClose }: { desk: PostDesk; onClose: () => void }) {
  const words = useMessages(posts).form
  const { options, form, mode, creator, change } = desk
  return (
    <>
      <div className="grid min-h-0 flex-1 content-start gap-x-7 gap-y-6 overflow-y-auto p-5 md:grid-cols-[17rem_minmax(0,1fr)]">
        <div className="md:sticky md:top-0 md:self-start">
          <Preview
            form={form}
            subject={desk.subject}
            coverMs={options.coverMs}
            coverIndex={options.coverIndex}
            onCoverMs={(coverMs) => change({ coverMs })}
            onCoverIndex={(coverIndex) => change({ coverIndex })}
          />
        </div>
        <div className="grid min-w-0 content-start gap-6">
          {desk.wasApproved && <p className="text-warning text-sm leading-snug">{words.voids}</p>}
          <AccountFields desk={desk} />
          {desk.blocked !== null && <Blocked desk={desk} />}
          {desk.asked.isError && <ErrorNote reason={desk.asked.error} />}
          {mode === 'direct' && desk.asked.isLoading && (
            <p className="text-muted-foreground flex items-center gap-2 text-sm">
              <LoaderCircleIcon className="size-4 animate-spin" aria-hidden />
              {words.asking}
            </p>
          )}
          {desk.account !== null && desk.blocked === null && (mode === 'inbox' || creator !== null) && (
            <>
              <WordsFields options={options} form={form} mode={mode} onChange={change} />
              {mode === 'inbox' && <p className="text-muted-foreground text-sm">{words.inboxNote}</p>}
              {mode === 'direct' && creator !== null && (
                <>
                  <PrivacyField options={options} creator={creator} onChange={change} />
                  <AllowField options={options} creator={creator} onChange={change} forms={[form]} />
                  <DisclosureField options={options} onChange={change} label={desk.texts?.label ?? null} />
                </>
              )}
              <SwitchRow
                label={words.ai}
                text={options.aiGenerated && desk.madeByAi ? words.aiKnown : words.aiText}
                checked={options.aiGenerated}
                onChange={(aiGenerated) => change({ aiGenerated })}
              />
              {form === 'photo' && mode === 'direct' && (
                <SwitchRow
                  label={words.music}
                  text={words.musicText}
                  checked={options.autoAddMusic}
                  onChange={(autoAddMusic) => change({ autoAddMusic })}
                />
              )}
              <WhenField desk={desk} />
              {desk.check.isError && (
                <div className="grid gap-2">
                  <ErrorNote reason={desk.check.error} />
                  <Button
                    size="sm"
                    variant="outline"
                    className="justify-self-start"
                    onClick={() => void desk.check.refetch()}
                  >
                    {words.askAgain}
                  </Button>
                </div>
              )}
              <FindingsList findings={desk.findings} />
              {desk.texts !== null && (
                <p lang="en" className="text-muted-foreground text-[0.8125rem] leading-snug">
                  {desk.texts.processing}
                </p>
              )}
            </>
          )}
        </div>
      </div>
      <PostFoot desk={desk} onClose={onClose} />
    </>
  )
}

function Blocked({ desk }: { desk: PostDesk }) {
  const words = useMessages(posts)
  const say = useNoticeText()
  const { busy, reason, connect } = useConnecting()
  const { blocked } = desk
  if (blocked === null) return null
  return (
    <div role="alert" className="border-destructive/40 bg-destructive/8 grid gap-2 rounded-lg border p-4">
      <p className="flex items-center gap-2 text-sm font-semibold">
        <OctagonXIcon className="text-destructive size-4 shrink-0" aria-hidden />
        {words.form.blockedTitle}
      </p>
      <p className="text-sm leading-relaxed">{say.reason(blocked)}</p>
      <p className="text-muted-foreground text-[0.8125rem]">{words.form.blockedText}</p>
      <div className="flex flex-wrap gap-2">
        {wantsConnecting(blocked.code) && (
          <Button size="sm" disabled={busy} onClick={() => void connect()}>
            {busy ? words.accounts.connecting : words.accounts.reconnect}
          </Button>
        )}
        <Button size="sm" variant="outline" disabled={desk.asked.isFetching} onClick={() => void desk.asked.refetch()}>
          {words.form.askAgain}
        </Button>
      </div>
      {reason !== null && <ErrorNote reason={reason} />}
    </div>
  )
}
