import { ArrowRightIcon, BookOpenIcon, PlayCircleIcon, SpeechIcon, SproutIcon, ThumbsUpIcon } from 'lucide-react'
import { Link } from 'wouter'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { scores } from '#messages/scores.ts'
import { Quote } from './quote.tsx'
import { Part, type ScoreProps } from './part.tsx'

/** At most three things. More than that helps nobody. */
export function Feedback({ rehearsal, score, card }: ScoreProps) {
  const words = useMessages(scores).feedback
  const language = useLanguage()
  const { workspaceId } = rehearsal.roleplay
  if (score.feedback.length === 0)
    return (
      <Part title={words.title}>
        <p className="text-muted-foreground text-sm">{words.none}</p>
      </Part>
    )
  return (
    <Part title={words.title}>
      <ul className="grid gap-3">
        {score.feedback.map((item) => {
          const check = card.results.find((result) => result.check.id === item.checkId)?.check
          const keeps = item.kind === 'keep'
          const Icon = keeps ? ThumbsUpIcon : SproutIcon
          return (
            <li key={`${item.kind} ${item.checkId}`} className="bg-card rounded-xl border p-4">
              <p className="text-muted-foreground flex items-center gap-2 text-xs font-medium">
                <Icon className={keeps ? 'text-primary size-4' : 'text-warning size-4'} aria-hidden />
                {keeps ? words.keep : words.improve}
                {item.techniqueNames !== null && <span>· {item.techniqueNames[language]}</span>}
              </p>
              <p className="mt-2 text-sm font-medium">{check?.question[language] ?? item.checkId}</p>
              {item.quote !== null && (
                <p className="mt-2 text-sm">
                  <span className="text-muted-foreground">{words.youSaid}: </span>
                  <Quote quoted={item.quote} rehearsal={rehearsal} />
                </p>
              )}
              {item.betterLine !== '' && (
                <p className="mt-2 flex gap-2 text-sm">
                  <ArrowRightIcon className="text-primary mt-0.5 size-4 shrink-0" aria-hidden />
                  <span>
                    <span className="text-muted-foreground">{words.better}: </span>
                    <span lang={rehearsal.roleplay.language}>“{item.betterLine}”</span>
                  </span>
                </p>
              )}
              {(item.techniqueNames !== null || item.articleSlug !== null || item.lessonId !== null) && (
                <p className="mt-3 flex flex-wrap gap-4 text-[0.8125rem]">
                  {item.techniqueNames !== null && (
                    <Link
                      href={`/coach/techniques?${new URLSearchParams({
                        ...(workspaceId === null ? {} : { workspace: workspaceId }),
                        technique: item.techniqueId ?? '',
                      }).toString()}`}
                      className="text-primary inline-flex items-center gap-1.5"
                    >
                      <SpeechIcon className="size-4" aria-hidden />
                      {words.technique}
                    </Link>
                  )}
                  {item.articleSlug !== null && (
                    <Link href={`/help/${item.articleSlug}`} className="text-primary inline-flex items-center gap-1.5">
                      <BookOpenIcon className="size-4" aria-hidden />
                      {words.article}
                    </Link>
                  )}
                  {item.lessonId !== null && (
                    <Link
                      href={`/coach/courses?lesson=${item.lessonId}`}
                      className="text-primary inline-flex items-center gap-1.5"
                    >
                      <PlayCircleIcon className="size-4" aria-hidden />
                      {words.lesson}
                    </Link>
                  )}
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </Part>
  )
}
