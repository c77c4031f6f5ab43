import type { Finding } from '@greenroom/contract/slideshows.ts'
import { CircleAlertIcon, TriangleAlertIcon } from 'lucide-react'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { posts } from '#messages/posts.ts'
import { isSaidByField } from '../posts.rules.ts'

/** What stands in the way, and what is good to know: each with what can be done. */
export function FindingsList({ findings }: { findings: readonly Finding[] }) {
  const words = useMessages(posts)
  const say = useNoticeText()
  const shown = findings.filter((finding) => !isSaidByField(finding))
  if (shown.length === 0) return null
  const stops = shown.filter(({ level }) => level === 'stop')
  return (
    <section aria-label={stops.length > 0 ? words.form.stops(stops.length) : words.form.findings(shown.length)}>
      <ul className="grid gap-2.5 rounded-lg border p-3.5">
        {[...stops, ...shown.filter(({ level }) => level === 'warn')].map((finding) => {
          const { code, level, slide } = finding
          const { sentence, fix } = say.finding(finding)
          return (
            <li key={`${code} ${slide} ${sentence}`} className="flex gap-2 text-[0.8125rem] leading-snug">
              {level === 'stop' ? (
                <CircleAlertIcon className="text-destructive mt-px size-4 shrink-0" aria-hidden />
              ) : (
                <TriangleAlertIcon className="text-warning mt-px size-4 shrink-0" aria-hidden />
              )}
              <span>
                <span className="sr-only">{level === 'stop' ? words.form.stop : words.form.warn}: </span>
                {slide !== null && <span className="font-medium">{words.form.onSlide(slide)}: </span>}
                {sentence} <span className="text-muted-foreground">{fix}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
