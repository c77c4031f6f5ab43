import type { FlowFinding, Scenario } from '@greenroom/contract/scenarios.ts'
import type { Bilingual, BilingualList } from '@greenroom/contract/techniques.ts'

const languages = { en: 'English', nl: 'Dutch' } as const
const fewestLines = 3

/** What nobody has written yet: a language that is missing, or so few lines that the customer repeats himself. */
export function missingWords({ title, description, brief, flow, rubric }: Scenario): FlowFinding[] {
  const texts: [string, Bilingual][] = [
    ['title', title],
    ['description', description],
    ['brief', brief.you],
    ['brief', brief.customer],
    ['brief', brief.goal],
    ['persona', flow.persona.role],
    ...flow.facts.map(({ id, truth }): [string, Bilingual] => [id, truth]),
    ...flow.objections.map(({ id, names }): [string, Bilingual] => [id, names]),
    ...flow.nodes.flatMap((node): [string, Bilingual][] => (node.kind === 'end' ? [[node.id, node.names]] : [])),
    ...rubric.checks.map(({ id, question }): [string, Bilingual] => [id, question]),
  ]
  const lists: [string, BilingualList][] = [
    ...Object.entries(flow.manners),
    ...flow.facts.flatMap(({ id, tells, hints }): [string, BilingualList][] => [
      [id, tells],
      [id, hints],
    ]),
    ...flow.objections.flatMap(({ id, raise, insist, steps }): [string, BilingualList][] => [
      [id, raise],
      [id, insist],
      ...steps.map(({ lines }): [string, BilingualList] => [id, lines]),
    ]),
    ...flow.nodes.flatMap((node): [string, BilingualList][] =>
      node.kind === 'say' || node.kind === 'end' ? [[node.id, node.lines]] : [],
    ),
  ]
  return (['en', 'nl'] as const).flatMap((language): FlowFinding[] => [
    ...texts
      .filter(([, text]) => text[language].trim() === '')
      .map(([at]) => ({
        code: 'missing_language',
        severity: 'error' as const,
        at,
        sentence: `"${at}" has no text in ${languages[language]}.`,
        values: { language },
      })),
    ...lists
      .filter(([, lines]) => lines[language].length < fewestLines)
      .map(([at, lines]) => ({
        code: 'missing_lines',
        severity: lines[language].length === 0 ? ('error' as const) : ('warning' as const),
        at,
        sentence: `"${at}" has ${lines[language].length} of at least ${fewestLines} lines in ${languages[language]}.`,
        values: { language, count: String(lines[language].length), fewest: String(fewestLines) },
      })),
    ...(brief.factSheet[language].length === 0
      ? [
          {
            code: 'missing_fact_sheet',
            severity: 'error' as const,
            at: 'brief',
            sentence: `The fact sheet is empty in ${languages[language]}.`,
            values: { language },
          },
        ]
      : []),
  ])
}
