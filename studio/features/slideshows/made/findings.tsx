import type { Finding } from '@greenroom/contract/slideshows.ts'
import { CircleAlertIcon, TriangleAlertIcon } from 'lucide-react'
import { useMessages } from '#lib/messages.ts'
import { useNoticeText } from '#lib/notice-text.ts'
import { slideshows } from '#messages/slideshows.ts'
import { cn } from '#ui/cn.ts'

/** What to know before it is posted: what, how bad, and what to do. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const words = useMessages(slideshows).made
  const say = useNoticeText()
  if (findings.length === 0) return null
  return (
    <details className="group rounded-lg border" open={findings.some(({ level }) => level === 'stop')}>
      <summary className="px-3 py-2 text-[0.8125rem] font-medium">{words.findings(findings.length)}</summary>
      <ul className="grid gap-2 border-t px-3 py-2.5">
        {findings
          .map((finding) => ({ ...finding, ...say.finding(finding) }))
          .map(({ code, level, slide, sentence, fix }) => (
            <li key={`${code} ${slide}`} className="flex gap-2 text-[0.8125rem] leading-snug">
              {level === 'stop' ? (
                <CircleAlertIcon className="text-destructive mt-px size-4 shrink-0" aria-hidden />
              ) : (
                <TriangleAlertIcon className="text-warning mt-px size-4 shrink-0" aria-hidden />
              )}
              <span>
                <span className={cn(slide === null && 'hidden', 'font-medium')}>
                  {slide === null ? '' : `${words.onSlide(slide)}: `}
                </span>
                {sentence} <span className="text-muted-foreground">{fix}</span>
              </span>
            </li>
          ))}
      </ul>
    </details>
  )
}
