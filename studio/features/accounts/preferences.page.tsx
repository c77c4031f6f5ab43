import type { Preferences } from '@greenroom/contract/accounts.ts'
import { useQuery } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { keep } from '#features/shell/appearance.ts'
import { useMe } from '#features/shell/gate.tsx'
import { settingsPages } from '#features/shell/pages.ts'
import { SectionPage } from '#features/shell/parts/section-page.tsx'
import { languageNames, languages } from '#lib/language.ts'
import { chooseLanguage, useMessages } from '#lib/messages.ts'
import { queryOf } from '#lib/queries.ts'
import { setTheme } from '#lib/theme.ts'
import { settings } from '#messages/settings.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { Label } from '#ui/label.tsx'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '#ui/select.tsx'
import { Switch } from '#ui/switch.tsx'

/** A choice list has no empty value; this one stands for "no preference". */
const NONE = 'none'
const themes = ['system', 'dark', 'light'] as const
const orders = ['name', 'taken'] as const

export default function PreferencesPage() {
  const words = useMessages(settings)
  const { preferences } = useMe()
  const [problem, setProblem] = useState<unknown>(null)
  const [saved, setSaved] = useState(false)
  const change = async (some: Partial<Preferences>): Promise<void> => {
    setProblem(null)
    setSaved(false)
    try {
      await keep(some)
      setSaved(true)
    } catch (reason) {
      setProblem(reason)
    }
  }
  const models = useModelChoices(preferences.defaultModel)
  const shotTypes = useShotTypeChoices()
  return (
    <SectionPage
      section={words.title}
      pages={settingsPages}
      title={words.preferencesTitle}
      text={words.preferencesText}
    >
      <div className="max-w-2xl divide-y border-y">
        <Choice
          label={words.theme}
          value={preferences.theme}
          options={themes.map((one) => [one, words.themes[one]])}
          onChoose={(value) => {
            const theme = themes.find((one) => one === value) ?? 'system'
            setTheme(theme)
            void change({ theme })
          }}
        />
        <Choice
          label={words.language}
          value={preferences.language ?? NONE}
          options={[[NONE, words.browserLanguage], ...languages.map((one): Option => [one, languageNames[one]])]}
          onChoose={(value) => {
            const language = languages.find((one) => one === value) ?? null
            void chooseLanguage(language)
            void change({ language })
          }}
        />
        <Choice
          label={words.defaultModel}
          value={preferences.defaultModel ?? NONE}
          options={[[NONE, words.bestModel], ...models]}
          onChoose={(value) => void change({ defaultModel: value === NONE ? null : value })}
        />
        <Choice
          label={words.defaultShotType}
          value={preferences.defaultShotTypeId ?? NONE}
          options={[[NONE, words.firstShotType], ...shotTypes]}
          onChoose={(value) => void change({ defaultShotTypeId: value === NONE ? null : value })}
        />
        <Choice
          label={words.uploadOrder}
          hint={words.uploadOrderHint}
          value={preferences.uploadOrder}
          options={orders.map((one) => [one, words.uploadOrders[one]])}
          onChoose={(value) => void change({ uploadOrder: orders.find((one) => one === value) ?? 'name' })}
        />
        <Row label={words.notifyFailures} hint={words.notifyFailuresHint}>
          {(id) => (
            <Switch
              id={id}
              checked={preferences.notifyFailures}
              onCheckedChange={(notifyFailures) => void change({ notifyFailures })}
            />
          )}
        </Row>
        <Row label={words.weeklyMail} hint={words.weeklyMailHint}>
          {(id) => (
            <Switch
              id={id}
              checked={preferences.weeklyMail}
              onCheckedChange={(weeklyMail) => void change({ weeklyMail })}
            />
          )}
        </Row>
      </div>
      <div role="status" className="text-primary mt-4 h-5 text-sm">
        {saved ? words.saved : ''}
      </div>
      {problem !== null && <ErrorNote reason={problem} className="max-w-2xl" />}
    </SectionPage>
  )
}

type Option = readonly [value: string, text: string]

function Row(props: { label: string; hint?: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2.5 py-4">
      <div className="min-w-48 flex-1">
        <Label htmlFor={id}>{props.label}</Label>
        {props.hint !== undefined && (
          <p className="text-muted-foreground mt-1.5 text-[0.8125rem] leading-snug">{props.hint}</p>
        )}
      </div>
      {props.children(id)}
    </div>
  )
}

function Choice(props: {
  label: string
  hint?: string
  value: string
  options: readonly Option[]
  onChoose: (value: string) => void
}) {
  return (
    <Row label={props.label} {...(props.hint === undefined ? {} : { hint: props.hint })}>
      {(id) => (
        <Select value={props.value} onValueChange={props.onChoose}>
          <SelectTrigger id={id} className="w-full sm:w-64">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {props.options.map(([value, text]) => (
              <SelectItem key={value} value={value}>
                {text}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Row>
  )
}

/** The models of the house; the chosen one stays on the list when it is gone, so that the choice can be seen. */
function useModelChoices(chosen: string | null): Option[] {
  const words = useMessages(settings)
  const { data } = useQuery(queryOf('GET /api/models'))
  const known = (data?.models ?? []).map(({ provider, model, label, unavailable }): Option => [
    `${provider}/${model}`,
    unavailable === null ? label : words.modelAway(label),
  ])
  const missing = chosen !== null && !known.some(([value]) => value === chosen)
  return missing ? [...known, [chosen, data === undefined ? chosen : words.modelAway(chosen)]] : known
}

function useShotTypeChoices(): Option[] {
  const { data } = useQuery(queryOf('GET /api/shot-types'))
  return (data?.shotTypes ?? []).map(({ id, name }) => [id, name])
}
