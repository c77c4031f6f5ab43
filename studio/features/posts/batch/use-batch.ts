import type { Publication, PublicationOptions } from '@greenroom/contract/posts.ts'
import { useQueries } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { usePaused } from '../form/use-post-form.ts'
import { approvePosts, changePost, checkQuery, useCreator } from '../posts.api.ts'
import {
  choiceOf,
  isBrandedPrivate,
  isSaidByField,
  isUndecided,
  noOptions,
  sameChoice,
  settled,
  tooLong,
  withOwnWords,
} from '../posts.rules.ts'

export type BatchNeed =
  | 'blocked'
  | 'asking'
  | 'length'
  | 'privacy'
  | 'undecided'
  | 'brandedPrivate'
  | 'stops'
  | 'checking'
export type BatchDesk = ReturnType<typeof useBatch>

/** One set of choices for several drafts of one account; every draft keeps its own words and its hour. */
export function useBatch(accountId: string, all: readonly Publication[]) {
  const [opened] = useState(() => crypto.randomUUID())
  const [shared, setShared] = useState<PublicationOptions>(noOptions)
  const [own, setOwn] = useState<ReadonlyMap<string, PublicationOptions>>(
    () => new Map(all.map(({ id, options }) => [id, options])),
  )
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [saved, setSaved] = useState<number | null>(null)
  const [reason, setReason] = useState<unknown>(null)
  const sending = useRef(false)

  const drafts = all.filter(({ id }) => !left.has(id))
  const direct = drafts.some(({ mode }) => mode === 'direct')
  const asked = useCreator(direct ? accountId : null, opened)
  const creator = asked.data?.creator ?? null
  const blocked = asked.data?.blocked ?? null
  const ready = !direct || (creator !== null && blocked === null)

  const wanted = drafts.map((post) => {
    const { id, form, mode, groupId, versionId, publishAt } = post
    const options = settled(withOwnWords(shared, own.get(id) ?? post.options), form, mode, creator)
    const what = groupId === null ? { versionId: versionId ?? '' } : { groupId }
    return { post, choice: { accountId, mode, form, options, publishAt }, what }
  })
  const wishOf = ({ what, choice: { publishAt: _, ...choice } }: (typeof wanted)[number]) => ({ ...what, ...choice })
  const wishes = ready ? wanted.map(wishOf) : []
  const looked = usePaused(wishes.length === 0 ? '' : JSON.stringify(wishes))
  const asking = looked === '' ? [] : (JSON.parse(looked) as typeof wishes)
  // One after another: every check opens a film.
  const [turn, setTurn] = useState({ looked: '', place: 0 })
  const place = turn.looked === looked ? turn.place : 0
  const checks = useQueries({
    queries: asking.map((wish, index) => ({ ...checkQuery(wish), enabled: index <= place })),
  })
  const done = checks.findIndex((check) => check.isPending)
  const nextPlace = done === -1 ? checks.length : done
  if (looked !== '' && nextPlace > place) setTurn({ looked, place: nextPlace })
  const fresh = ready && looked === JSON.stringify(wishes) && checks.every((check) => check.data !== undefined)
  const checkFor = (id: string) => checks[wanted.findIndex(({ post }) => post.id === id)]
  const findingsFor = (id: string) => checkFor(id)?.data?.findings ?? []

  const needs: BatchNeed[] = []
  const stopped = wanted.filter(({ post }) =>
    findingsFor(post.id).some((one) => one.level === 'stop' && !isSaidByField(one)),
  ).length
  if (blocked !== null) needs.push('blocked')
  else if (!ready) needs.push('asking')
  if (
    wanted.some(({ choice }) => {
      const over = tooLong(choice.options, choice.form, choice.mode)
      return over.title + over.description > 0
    })
  )
    needs.push('length')
  if (direct && ready) {
    if (shared.privacy === null) needs.push('privacy')
    if (isUndecided(shared)) needs.push('undecided')
    if (isBrandedPrivate(shared)) needs.push('brandedPrivate')
  }
  if (stopped > 0) needs.push('stops')
  if (ready && !fresh && needs.length === 0) needs.push('checking')

  // The same choices ask for the same words; should they differ, each group of posts is agreed to under its own.
  const texts = checks.flatMap(({ data }) => (data === undefined ? [] : [data.texts]))
  const different = texts.filter((one, index) => texts.findIndex(({ consent }) => consent === one.consent) === index)
  return {
    drafts,
    shared,
    creator,
    asked,
    blocked,
    ready,
    direct,
    needs,
    stopped,
    saved,
    reason,
    fresh,
    texts: different,
    failed: checks.find(({ error }) => error !== null)?.error ?? null,
    findingsFor,
    optionsOf: (post: Publication): PublicationOptions => own.get(post.id) ?? post.options,
    change: (patch: Partial<PublicationOptions>) =>
      setShared((before) => {
        const next = { ...before, ...patch }
        return next.disclose ? next : { ...next, yourBrand: false, brandedContent: false }
      }),
    changeOne: (post: Publication, patch: Partial<PublicationOptions>) =>
      setOwn((before) => new Map(before).set(post.id, { ...(before.get(post.id) ?? post.options), ...patch })),
    leaveOut: (id: string) => setLeft((before) => new Set(before).add(id)),
    /** Answers how many were approved; 0 when it did not work, and none was. */
    approve: async (): Promise<number> => {
      if (sending.current || needs.length > 0 || !fresh) return 0
      sending.current = true
      setReason(null)
      setSaved(0)
      try {
        const byConsent = new Map<string, Publication[]>()
        for (const [index, { post, choice }] of wanted.entries()) {
          const same = sameChoice(choiceOf(post), choice)
          const now = same ? post : await changePost(post.id, { options: choice.options })
          const consent = checkFor(post.id)?.data?.texts.consent ?? ''
          byConsent.set(consent, [...(byConsent.get(consent) ?? []), now])
          setSaved(index + 1)
        }
        for (const [consent, agreed] of byConsent) await approvePosts(agreed, consent)
        return wanted.length
      } catch (failure) {
        setReason(failure)
        return 0
      } finally {
        sending.current = false
        setSaved(null)
      }
    },
  }
}
