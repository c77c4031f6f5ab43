import type { CaptionLength, CaptionTone } from '@greenroom/contract/captions.ts'
import type { SessionStyle } from '@greenroom/contract/slideshows.ts'
import { XIcon } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useLanguage } from '#lib/language.ts'
import { useMessages } from '#lib/messages.ts'
import { slideshows } from '#messages/slideshows.ts'
import { Field } from '#patterns/field.tsx'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/input.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import type { SessionDesk } from '../use-desk.ts'
import { Choice, Section, Slider, SwitchField } from './fields.tsx'
import { SaveTrouble } from './save-trouble.tsx'

const tones: readonly CaptionTone[] = ['plain', 'friendly', 'playful', 'inspiring', 'professional', 'dramatic']
const lengths: readonly CaptionLength[] = ['short', 'medium', 'long']
const tags =
  'en nl de fr es it pt-BR pt-PT da sv nb fi pl cs tr uk ru el ar he fa hi th vi id ja ko zh-Hans zh-Hant'.split(' ')

/** What captions should be like, whoever writes them. */
export function WritingPanel({ desk }: { desk: SessionDesk }) {
  const words = useMessages(slideshows).writing
  const { session } = desk
  const { wishes } = session.style
  const languages = useLanguages(wishes.language)
  const setStyle = (patch: Partial<SessionStyle>): void =>
    desk.changeSettings({ style: { ...session.style, ...patch } })
  const change = (patch: Partial<SessionStyle['wishes']>): void => setStyle({ wishes: { ...wishes, ...patch } })
  return (
    <>
      <SaveTrouble of={desk.settings} mine={session.id} />
      <p className="text-muted-foreground mb-5 text-[0.8125rem]">{words.text}</p>
      <Section>
        <Field label={words.language}>
          {(parts) => (
            <Select value={wishes.language} onValueChange={(language) => change({ language })}>
              <SelectTrigger {...parts} className="w-full">
                <SelectValue />
              </SelectTrigger>
              <SelectContent position="popper" className="max-h-72">
                {languages.map(({ tag, name }) => (
                  <SelectItem key={tag} value={tag}>
                    {name}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
        <Choice
          label={words.tone}
          value={wishes.tone}
          options={tones}
          names={words.tones}
          onChange={(tone) => change({ tone })}
        />
        <Choice
          label={words.length}
          value={wishes.length}
          options={lengths}
          names={words.lengths}
          onChange={(length) => change({ length })}
        />
        <Slider
          label={words.hashtags}
          min={0}
          max={5}
          step={1}
          value={wishes.hashtags}
          shown={String(wishes.hashtags)}
          onChange={(hashtags) => change({ hashtags })}
        />
      </Section>
      <Section>
        <Field label={words.topic} hint={words.topicHint}>
          {(parts) => (
            <Input
              {...parts}
              value={wishes.topic}
              maxLength={200}
              placeholder={words.topicPlaceholder}
              onChange={({ target }) => change({ topic: target.value })}
            />
          )}
        </Field>
        <KeptWords words={wishes.keepWords} onChange={(keepWords) => change({ keepWords })} />
      </Section>
      <Section>
        <SwitchField
          label={words.auto}
          checked={session.style.writeCaptions}
          onChange={(writeCaptions) => setStyle({ writeCaptions })}
        />
      </Section>
    </>
  )
}

function KeptWords({ words: kept, onChange }: { words: readonly string[]; onChange: (words: string[]) => void }) {
  const words = useMessages(slideshows).writing
  const [typed, setTyped] = useState('')
  const add = (): void => {
    const word = typed.trim()
    setTyped('')
    if (word !== '' && !kept.includes(word) && kept.length < 20) onChange([...kept, word])
  }
  return (
    <div className="grid gap-2">
      <Field label={words.keepWords}>
        {(parts) => (
          <Input
            {...parts}
            value={typed}
            maxLength={40}
            placeholder={words.keepWordsPlaceholder}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
        )}
      </Field>
      <ul className="flex flex-wrap gap-1.5 empty:hidden">
        {kept.map((word) => (
          <li
            key={word}
            className="bg-secondary flex items-center gap-1 rounded-md py-0.5 pr-0.5 pl-2 text-[0.8125rem]"
          >
            {word}
            <Button
              size="icon-xs"
              variant="ghost"
              aria-label={words.removeWord(word)}
              onClick={() => onChange(kept.filter((one) => one !== word))}
            >
              <XIcon />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Languages by their names in the reader's language, in its order. */
function useLanguages(chosen: string): { tag: string; name: string }[] {
  const language = useLanguage()
  return useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: 'language' })
    const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1)
    return [...new Set([...tags, chosen])]
      .map((tag) => ({ tag, name: capital(names.of(tag) ?? tag) }))
      .sort((one, other) => one.name.localeCompare(other.name, language))
  }, [language, chosen])
}
