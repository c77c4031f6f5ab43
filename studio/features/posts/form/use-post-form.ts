import type { Publication, PublicationOptions } from '@greenroom/contract/posts.ts'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useNow } from '#features/slideshows/parts/next-due.tsx'
import { approvePosts, changePost, createDraft, readPost, useCheck, useCreator, usePublishing } from '../posts.api.ts'
import {
  canPublish,
  choiceOf,
  instantFrom,
  isBrandedPrivate,
  isSaidByField,
  isUndecided,
  localText,
  modesOf,
  noOptions,
  sameChoice,
  settled,
  tooLong,
  wordsFor,
  type Form,
  type Mode,
  type Subject,
} from '../posts.rules.ts'

/** What the person has chosen so far; what of it is sent is decided by `settled`. */
interface Draft {
  accountId: string | null
  mode: Mode
  form: Form
  options: PublicationOptions
  /** Words of the other form, so that switching there and back loses nothing. */
  aside: Pick<PublicationOptions, 'title' | 'description'>
  /** Whether the AI switch was moved by a hand. */
  ownAi: boolean
  when: 'now' | 'at'
  at: string
}

/** What is still missing before it can be posted, in the order of the form. */
export type Need =
  | 'account'
  | 'blocked'
  | 'mode'
  | 'asking'
  | 'length'
  | 'privacy'
  | 'undecided'
  | 'brandedPrivate'
  | 'atMissing'
  | 'atPast'
  | 'stops'
  | 'checking'

export type PostDesk = ReturnType<typeof usePostForm>

export function usePostForm({ subject, post }: { subject: Subject; post: Publication | null }) {
  // One form, one key: a second click, or a click after a lost answer, makes no second draft.
  const [key] = useState(() => crypto.randomUUID())
  const [draft, setDraft] = useState(() => draftFrom(subject, post))
  const [busy, setBusy] = useState<'save' | 'approve' | null>(null)
  const [reason, setReason] = useState<unknown>(null)
  const [changedSince, setChangedSince] = useState(false)
  const sending = useRef(false)
  const kept = useRef(post)

  const publishing = usePublishing()
  const connected = publishing.data?.configured === true ? publishing.data.accounts : []
  const accounts = connected.filter((one) => one.state === 'connected' && canPublish(one))
  // A new post begins with the first account; one whose account is gone waits for a choice.
  const account = accounts.find(({ id }) => id === draft.accountId) ?? (post === null ? accounts[0] : undefined) ?? null
  const modes = account === null ? [] : modesOf(account)
  const mode = modes.includes(draft.mode) ? draft.mode : (modes[0] ?? draft.mode)
  const asked = useCreator(account !== null && mode === 'direct' ? account.id : null, key)
  const creator = asked.data?.creator ?? null
  const blocked = asked.data?.blocked ?? null

  const present = useNow()
  const { form } = draft
  const [madeByAi, setMadeByAi] = useState(false)
  const choices = settled(draft.options, form, mode, creator)
  const options = { ...choices, aiGenerated: choices.aiGenerated || (post === null && !draft.ownAi && madeByAi) }
  const publishAt = draft.when === 'at' ? instantFrom(draft.at) : null

  const ready = account !== null && (mode === 'inbox' || (creator !== null && blocked === null))
  const wish = ready ? { ...subject.what, accountId: account.id, mode, form, options } : null
  const looked = usePaused(wish === null ? '' : JSON.stringify(wish))
  const wanted = looked === '' ? null : (JSON.parse(looked) as NonNullable<typeof wish>)
  const check = useCheck(wanted)
  const known = wish === null ? undefined : check.data
  const fresh = known !== undefined && !check.isPlaceholderData && looked === JSON.stringify(wish)
  if (known?.madeByAi === true && !madeByAi) setMadeByAi(true)

  const over = tooLong(options, form, mode)
  const needs: Need[] = []
  if (account === null) needs.push('account')
  else if (blocked !== null) needs.push('blocked')
  else if (mode === 'direct' && creator === null) needs.push('asking')
  if (over.title > 0 || over.description > 0) needs.push('length')
  if (mode === 'direct' && creator !== null && blocked === null) {
    if (options.privacy === null) needs.push('privacy')
    if (isUndecided(options)) needs.push('undecided')
    if (isBrandedPrivate(options)) needs.push('brandedPrivate')
  }
  if (draft.when === 'at' && publishAt === null) needs.push('atMissing')
  if (publishAt !== null && publishAt !== post?.publishAt && Date.parse(publishAt) < present) needs.push('atPast')
  if (known?.findings.some((one) => one.level === 'stop' && !isSaidByField(one))) needs.push('stops')
  if (ready && !fresh && needs.length === 0) needs.push('checking')

  const attempt = async <T>(what: 'save' | 'approve', act: () => Promise<T>): Promise<T | null> => {
    if (sending.current) return null
    sending.current = true
    setBusy(what)
    setReason(null)
    setChangedSince(false)
    try {
      return await act()
    } catch (failure) {
      setReason(failure)
      return null
    } finally {
      sending.current = false
      setBusy(null)
    }
  }
  const save = async (accountId: string): Promise<Publication> => {
    const choice = { accountId, mode, form, options, publishAt }
    let now = kept.current ?? (await createDraft(key, subject.what, choice))
    kept.current = now
    // Also after an answer that was lost: what was made then may not be what is wanted now.
    if (!sameChoice(choiceOf(now), choice)) now = await changePost(now.id, choice)
    kept.current = now
    return now
  }
  return {
    subject,
    draft,
    account,
    accounts,
    publishing,
    modes,
    mode,
    form,
    options,
    publishAt,
    creator,
    asked,
    blocked,
    over,
    check,
    texts: known?.texts ?? null,
    findings: known?.findings ?? [],
    fresh,
    madeByAi,
    needs,
    busy,
    reason,
    changedSince,
    wasApproved: post?.state === 'approved',
    /** A draft may be unfinished, but somebody has to own it. */
    canSave: account !== null && over.title + over.description === 0 && !needs.includes('atMissing'),
    change: (patch: Partial<PublicationOptions>) =>
      setDraft((before) => ({
        ...before,
        options: withDisclosure({ ...before.options, ...patch }),
        ownAi: before.ownAi || patch.aiGenerated !== undefined,
      })),
    choose: (patch: Partial<Pick<Draft, 'accountId' | 'mode' | 'when' | 'at'>>) =>
      setDraft((before) => ({ ...before, ...patch })),
    chooseForm: (next: Form) =>
      setDraft((before) => {
        if (next === before.form) return before
        const { title, description } = before.options
        return { ...before, form: next, options: { ...before.options, ...before.aside }, aside: { title, description } }
      }),
    /** Answers whether it worked. */
    save: async (): Promise<boolean> => account !== null && (await attempt('save', () => save(account.id))) !== null,
    /** `done`: it is approved. `before`: it had been. Null: it did not work, and the form says why. */
    approve: async (): Promise<'done' | 'before' | null> => {
      const consent = known?.texts.consent
      if (account === null || consent === undefined || needs.length > 0) return null
      return await attempt('approve', async () => {
        const now = await save(account.id)
        // Only the hour changed: the approval stands.
        if (now.state === 'approved') return 'done'
        try {
          await approvePosts([now], consent)
          return 'done'
        } catch (failure) {
          if (!(failure instanceof ApiProblem) || failure.code !== 'posts.changed_since') throw failure
          const stands = await readPost(now.id)
          if (stands === null) throw failure
          if (stands.state !== 'draft') return 'before'
          kept.current = stands
          setDraft(draftFrom(subject, stands))
          setChangedSince(true)
          return null
        }
      })
    },
  }
}

const withDisclosure = (options: PublicationOptions): PublicationOptions =>
  options.disclose ? options : { ...options, yourBrand: false, brandedContent: false }

function draftFrom(subject: Subject, post: Publication | null): Draft {
  const form: Form = post?.form ?? (subject.videoUrl === null && subject.photoUrls.length > 0 ? 'photo' : 'video')
  const other: Form = form === 'video' ? 'photo' : 'video'
  return {
    accountId: post?.account?.id ?? null,
    mode: post?.mode ?? 'direct',
    form,
    options: post?.options ?? { ...noOptions, ...wordsFor(subject.words, form) },
    aside: wordsFor(subject.words, other),
    ownAi: false,
    when: post?.publishAt == null || Date.parse(post.publishAt) < Date.now() ? 'now' : 'at',
    at: post?.publishAt == null ? '' : localText(post.publishAt),
  }
}

/** The value as it was at the last pause of its changes. */
export function usePaused(value: string, milliseconds = 600): string {
  const [paused, setPaused] = useState(value)
  // Nothing is waited for when there was nothing, or is nothing any more.
  if (paused !== value && (paused === '' || value === '')) setPaused(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return paused
}
