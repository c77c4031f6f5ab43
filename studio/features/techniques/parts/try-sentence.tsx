import { EarIcon } from 'lucide-react'
import { useState } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { useSubmit } from '#lib/submit.ts'
import { techniques } from '#messages/techniques.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { trySentence, type Catalogue, type Heard } from '../techniques.api.ts'

/** Says which techniques and mistakes are heard in a sentence. */
export function TrySentence(props: {
  workspaceId: string | null
  catalogue: Catalogue
  onShow: (techniqueId: string) => void
}) {
  const words = useMessages(techniques).trial
  const [heard, setHeard] = useState<Heard | null>(null)
  const { busy, problem, wrong, onSubmit } = useSubmit({
    checks: { before: () => null, text: (text) => (text.trim() === '' ? words.missing : null) },
    send: async ({ before, text }) => setHeard(await trySentence(props.workspaceId, before, text)),
  })
  return (
    <details className="mt-4 rounded-xl border px-3.5 py-3 text-sm">
      <summary className="cursor-pointer font-medium">
        {words.title}
        <span className="text-muted-foreground ml-2 font-normal">{words.text}</span>
      </summary>
      <form noValidate onSubmit={onSubmit} className="mt-4 grid items-start gap-4 md:grid-cols-2">
        <Field label={words.before} optional error={wrong.before}>
          {(parts) => <Input {...parts} name="before" maxLength={2000} autoComplete="off" />}
        </Field>
        <Field label={words.said} error={wrong.text}>
          {(parts) => (
            <div className="flex gap-2">
              <Input {...parts} name="text" maxLength={2000} autoComplete="off" />
              <Button type="submit" variant="outline" disabled={busy}>
                <EarIcon />
                {words.hear}
              </Button>
            </div>
          )}
        </Field>
      </form>
      {problem !== null && <ErrorNote reason={problem} className="mt-4" />}
      <div aria-live="polite">{heard !== null && <Answer {...props} heard={heard} />}</div>
    </details>
  )
}

function Answer(props: { heard: Heard; catalogue: Catalogue; onShow: (techniqueId: string) => void }) {
  const words = useMessages(techniques).trial
  const language = useLanguage()
  const { heard, catalogue } = props
  const names = new Map(catalogue.techniques.map(({ technique }) => [technique.id, technique.names[language]]))
  const mistakes = new Map<string, string>(catalogue.mistakes.map(({ id, names: called }) => [id, called[language]]))
  if (heard.techniques.length + heard.faults.length === 0)
    return <p className="text-muted-foreground mt-4">{words.nothing}</p>
  return (
    <dl className="mt-4 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
      {heard.techniques.length > 0 && <dt className="text-muted-foreground">{words.heard}</dt>}
      {heard.techniques.length > 0 && (
        <dd className="grid gap-1.5">
          {heard.techniques.map(({ techniqueId, quote, confidence }) => {
            const name = names.get(techniqueId) ?? techniqueId
            return (
              <p key={techniqueId}>
                <button
                  type="button"
                  aria-label={words.show(name)}
                  className="text-primary font-medium underline-offset-4 hover:underline"
                  onClick={() => props.onShow(techniqueId)}
                >
                  {name}
                </button>
                <Quote quote={quote} confidence={confidence} />
              </p>
            )
          })}
        </dd>
      )}
      {heard.faults.length > 0 && <dt className="text-muted-foreground">{words.mistakes}</dt>}
      {heard.faults.length > 0 && (
        <dd className="grid gap-1.5">
          {heard.faults.map(({ faultId, quote, confidence }) => (
            <p key={faultId}>
              <span className="font-medium">{mistakes.get(faultId) ?? faultId}</span>
              <Quote quote={quote} confidence={confidence} />
            </p>
          ))}
        </dd>
      )}
    </dl>
  )
}

function Quote({ quote, confidence }: { quote: string; confidence: number }) {
  const words = useMessages(techniques).trial
  return (
    <span className="text-muted-foreground">
      {' '}
      “{quote}”{confidence <= 0.65 && ` (${words.unsure})`}
    </span>
  )
}
