import type { Fit, SessionItem } from '@greenroom/contract/slideshows.ts'
import { LoaderCircleIcon, PenLineIcon, RefreshCwIcon } from 'lucide-react'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { slideshows } from '#messages/slideshows.ts'
import { Field } from '#patterns/field.tsx'
import { Badge } from '#ui/badge.tsx'
import { Button } from '#ui/button.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Textarea } from '#ui/textarea.tsx'
import { lookWithout, unwritten } from '../drafts.rules.ts'
import { secondsOf } from '../preview/timeline.ts'
import type { SessionDesk } from '../use-desk.ts'
import { Section } from './fields.tsx'
import { OwnSeconds } from './own-seconds.tsx'
import { SaveTrouble } from './save-trouble.tsx'

/** As the contract has it; more than `comfortable` is a lot to read in three seconds. */
const most = { caption: 500, comfortable: 90, alt: 250 }
const fits: readonly Fit[] = ['fill', 'fit', 'pad']
const AS_SESSION = 'session'

/** The words of the slide, who wrote them, and what differs from the session's look for it alone. */
export function CaptionPanel(props: {
  desk: SessionDesk
  item: SessionItem | undefined
  onWrite: (which: 'current' | 'missing' | 'all') => void
}) {
  const words = useMessages(slideshows)
  const { desk, item, onWrite } = props
  const missing = unwritten(desk.items).length
  return (
    <>
      <RunNote desk={desk} />
      {item === undefined ? (
        <p className="text-muted-foreground text-[0.8125rem]">{words.caption.noneSelected}</p>
      ) : (
        <>
          <SaveTrouble of={desk.words} mine={item.id} />
          <Words desk={desk} item={item} onAgain={() => onWrite('current')} />
        </>
      )}
      {desk.items.length > 0 && (
        <Section>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" variant="outline" disabled={missing === 0} onClick={() => onWrite('missing')}>
              <PenLineIcon />
              {words.caption.writeMissing}
              <span className="text-muted-foreground tabular-nums">{missing}</span>
            </Button>
            <Button size="sm" variant="ghost" onClick={() => onWrite('all')}>
              <RefreshCwIcon />
              {words.caption.writeAll}
            </Button>
          </div>
        </Section>
      )}
      {item !== undefined && <OwnLook desk={desk} item={item} />}
    </>
  )
}

function Words({ desk, item, onAgain }: { desk: SessionDesk; item: SessionItem; onAgain: () => void }) {
  const words = useMessages(slideshows).caption
  const caption = item.caption ?? ''
  const counter = (
    <span className="flex justify-between gap-3">
      <span>{caption.length > most.comfortable && words.long}</span>
      <span className="shrink-0 tabular-nums">{words.counter(caption.length, most.caption)}</span>
    </span>
  )
  return (
    <Section>
      <Field label={words.label} hint={counter}>
        {(parts) => (
          <Textarea
            {...parts}
            data-caption-field
            dir="auto"
            rows={3}
            maxLength={most.caption}
            placeholder={words.placeholder}
            value={caption}
            onChange={({ target }) => desk.changeItem(item.id, { caption: target.value })}
          />
        )}
      </Field>
      <div className="-mt-2 flex flex-wrap items-center gap-2">
        {item.captionSource !== null && caption !== '' && <SourceBadge item={item} desk={desk} />}
        <Button size="xs" variant="ghost" className="ml-auto" disabled={item.missing} onClick={onAgain}>
          <RefreshCwIcon />
          {words.again}
        </Button>
      </div>
      {item.words !== null && item.words.unsure.length > 0 && (
        <div className="bg-warning/10 border-warning/40 rounded-lg border px-3 py-2 text-[0.8125rem]">
          <p className="font-medium">{words.unsure}</p>
          <ul className="list-disc pl-4">
            {item.words.unsure.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </div>
      )}
      <Field label={words.alt} hint={words.altHint}>
        {(parts) => (
          <Textarea
            {...parts}
            dir="auto"
            rows={2}
            maxLength={most.alt}
            value={item.words?.altText ?? ''}
            onChange={({ target }) => desk.changeItem(item.id, { altText: target.value })}
          />
        )}
      </Field>
      {item.words !== null && item.words.hashtags.length > 0 && (
        <p className="text-muted-foreground text-[0.8125rem]">
          {words.hashtags}: {item.words.hashtags.map((tag) => `#${tag}`).join(' ')}
        </p>
      )}
    </Section>
  )
}

/** Says who wrote it: the writer by its own name when it is known, else what kind of writer it was. */
function SourceBadge({ item, desk }: { item: SessionItem; desk: SessionDesk }) {
  const words = useMessages(slideshows).caption
  const { captionRun } = desk
  if (item.captionSource === null) return null
  const named =
    item.captionSource === 'ai' && captionRun?.itemIds.includes(item.id) === true ? captionRun.disclosure : null
  return <Badge variant="secondary">{named ?? words.sources[item.captionSource]}</Badge>
}

function OwnLook({ desk, item }: { desk: SessionDesk; item: SessionItem }) {
  const words = useMessages(slideshows)
  const format = useFormat()
  const { render } = desk.session.style
  const { look } = item
  const change = (next: SessionItem['look']): void => desk.changeItem(item.id, { look: next })
  return (
    <Section title={words.caption.look}>
      <Field label={words.caption.fit}>
        {(parts) => (
          <Select
            value={look.fit ?? AS_SESSION}
            onValueChange={(value) => {
              const fit = fits.find((one) => one === value)
              change(fit === undefined ? lookWithout(look, 'fit') : { ...look, fit })
            }}
          >
            <SelectTrigger {...parts} className="w-full">
              <SelectValue />
            </SelectTrigger>
            <SelectContent position="popper">
              <SelectItem value={AS_SESSION}>{words.caption.fitAs(words.fits[render.fit])}</SelectItem>
              {fits.map((fit) => (
                <SelectItem key={fit} value={fit}>
                  {words.fits[fit]}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      <div className={item.kind === 'video' ? 'grid grid-cols-2 items-start gap-3' : ''}>
        <OwnSeconds
          label={words.caption.seconds}
          placeholder={words.caption.secondsAs(
            format.number(Number(secondsOf({ ...item, look: lookWithout(look, 'seconds') }, render).toFixed(1))),
          )}
          value={look.seconds}
          min={1}
          max={20}
          onChange={(seconds) => change(seconds === null ? lookWithout(look, 'seconds') : { ...look, seconds })}
        />
        {item.kind === 'video' && (
          <OwnSeconds
            label={words.caption.startSeconds}
            placeholder="0"
            value={look.startSeconds}
            min={0}
            max={Math.max(0, (item.durationSeconds ?? 0) - 0.5)}
            onChange={(start) =>
              change(start === null ? lookWithout(look, 'startSeconds') : { ...look, startSeconds: start })
            }
          />
        )}
      </div>
    </Section>
  )
}

/** What the writer is doing, or why it did not. */
function RunNote({ desk }: { desk: SessionDesk }) {
  const { caption: words } = useMessages(slideshows)
  const say = useNoticeText()
  const run = desk.captionRun
  if (run === null || run.state === 'ready') return null
  if (run.state === 'reserved' || run.state === 'submitted') {
    return (
      <p role="status" className="bg-tint mb-4 flex items-center gap-2 rounded-lg px-3 py-2 text-[0.8125rem]">
        <LoaderCircleIcon className="text-primary size-4 shrink-0 animate-spin" aria-hidden />
        <span>
          {words.writing(run.itemIds.length)} <span className="text-muted-foreground">{run.disclosure}</span>
        </span>
      </p>
    )
  }
  return (
    <div
      role="alert"
      className="border-destructive/40 bg-destructive/8 mb-4 rounded-lg border px-3 py-2 text-[0.8125rem]"
    >
      <p className="font-medium">{run.state === 'unknown' ? words.unknown : words.failed}</p>
      {run.trouble !== null && <p className="mt-1">{say.reason(run.trouble)}</p>}
    </div>
  )
}
