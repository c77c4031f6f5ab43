import type { SpokenLanguage, Technique } from '@greenroom/contract/techniques.ts'
import type { ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { techniques } from '#messages/techniques.ts'
import { languages } from '../techniques.rules.ts'

/** All there is to read about a technique, in both languages side by side. */
export function TechniqueText({ technique }: { technique: Technique }) {
  const words = useMessages(techniques)
  return (
    <>
      <div className="grid gap-6 md:grid-cols-2">
        {languages.map((language) => (
          <InLanguage key={language} technique={technique} language={language} />
        ))}
      </div>
      {technique.structure !== null && (
        <Part title={words.structure}>
          <p className="text-sm">{words.structures[technique.structure]}</p>
        </Part>
      )}
    </>
  )
}

function InLanguage({ technique, language }: { technique: Technique; language: SpokenLanguage }) {
  const words = useMessages(techniques)
  const [cues, antiCues, examples] = [technique.cues, technique.antiCues, technique.examples].map(
    (list) => list[language],
  )
  return (
    <section className="grid min-w-0 content-start gap-4">
      <div>
        <h4 className="text-muted-foreground text-xs">{words.languages[language]}</h4>
        <p lang={language} className="mt-1 text-sm font-medium">
          {technique.names[language]}
        </p>
        <p lang={language} className="text-muted-foreground mt-0.5 text-sm leading-relaxed">
          {technique.summary[language]}
        </p>
      </div>
      {examples !== undefined && examples.length > 0 && (
        <Part title={words.examples}>
          <ul lang={language} className="grid gap-1 text-sm leading-relaxed">
            {examples.map((line) => (
              <li key={line} className="border-l-2 pl-2.5">
                {line}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={words.cues}>
        {cues === undefined || cues.length === 0 ? (
          <p className="text-muted-foreground text-sm">{words.noCues}</p>
        ) : (
          <Cues cues={cues} language={language} />
        )}
      </Part>
      {antiCues !== undefined && antiCues.length > 0 && (
        <Part title={words.antiCues}>
          <Cues cues={antiCues} language={language} />
        </Part>
      )}
    </section>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h5 className="text-muted-foreground mb-1.5 text-xs">{title}</h5>
      {children}
    </div>
  )
}

function Cues({ cues, language }: { cues: readonly string[]; language: SpokenLanguage }) {
  return (
    <ul lang={language} className="flex flex-wrap gap-1.5">
      {cues.map((cue) => (
        <li key={cue} className="min-w-0">
          <code className="bg-muted block rounded px-1.5 py-0.5 font-mono text-xs [overflow-wrap:anywhere]">{cue}</code>
        </li>
      ))}
    </ul>
  )
}
