import type { SearchHit } from '@greenroom/contract/search.ts'
import { useEffect, useId, useState } from 'react'
import { Link } from 'wouter'
import { useAddressWord } from '#lib/address-state.ts'
import { useFormat } from '#lib/format.ts'
import { useMessages } from '#lib/messages.ts'
import { practice } from '#messages/practice.ts'
import { ErrorNote } from '#patterns/error-state.tsx'
import { SearchField } from '#patterns/search-field.tsx'
import { Badge } from '#ui/badge.tsx'
import { cn } from '#ui/cn.ts'
import { useSearchHits } from './search.api.ts'

/** How long one stops typing before the house is asked. */
const pauseMs = 250

/** A field that finds own calls and scenarios, with what it found below it. What is asked stands in the address (`?q=`). */
export function SearchCalls({ className }: { className?: string }) {
  const words = useMessages(practice).search
  const [asked, setAsked] = useAddressWord('q')
  const [typed, setTyped] = useState(asked)
  const resultsId = useId()
  useEffect(() => {
    if (typed.trim() === asked) return
    const timer = setTimeout(() => setAsked(typed.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [typed, asked, setAsked])
  const { data, error, isError } = useSearchHits(asked)
  const hits = asked === '' ? undefined : data?.hits
  return (
    <search className={cn('block', className)}>
      <SearchField label={words.label} value={typed} onChange={setTyped} className="max-w-xl" />
      <p role="status" className="sr-only">
        {hits === undefined ? '' : words.count(hits.length)}
      </p>
      {asked !== '' && isError && data === undefined && <ErrorNote reason={error} className="mt-3" />}
      {hits !== undefined && data !== undefined && (
        <div id={resultsId} className="bg-card mt-3 rounded-xl border">
          {hits.length === 0 ? (
            <div className="px-4 py-5 text-sm">
              <p className="font-medium">{words.nothing(asked)}</p>
              <p className="text-muted-foreground mt-1">{words.nothingText}</p>
            </div>
          ) : (
            <ul className="divide-y">
              {hits.map((hit) => (
                <Hit key={`${hit.kind} ${hit.id}`} hit={hit} />
              ))}
            </ul>
          )}
          <p className="text-muted-foreground border-t px-4 py-2.5 text-xs">
            {data.meaning.state === 'on' || data.meaning.state === 'english_only'
              ? words.meaning[data.meaning.state](data.meaning.by ?? '')
              : words.meaning[data.meaning.state]}
          </p>
        </div>
      )}
    </search>
  )
}

function Hit({ hit }: { hit: SearchHit }) {
  const words = useMessages(practice).search
  const format = useFormat()
  return (
    <li className="hover:bg-accent/50 relative px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Badge variant="outline">{words.kinds[hit.kind]}</Badge>
        <Link
          href={hit.kind === 'session' ? `/coach/sessions/${hit.id}` : `/coach/scenarios/${hit.id}`}
          lang={hit.language}
          className="after:focus-visible:ring-ring font-medium outline-none after:absolute after:inset-0 after:focus-visible:ring-2 after:focus-visible:ring-inset"
        >
          {hit.title}
        </Link>
        {hit.at !== null && <span className="text-muted-foreground text-[0.8125rem]">{format.date(hit.at)}</span>}
        {hit.score !== null && (
          <span className="text-muted-foreground ml-auto text-[0.8125rem] tabular-nums">
            {format.number(Math.round(hit.score))}
          </span>
        )}
      </div>
      <p lang={hit.language} className="text-muted-foreground mt-1 line-clamp-2 leading-relaxed">
        {hit.snippet.map((piece, place) =>
          piece.hit ? (
            <mark key={place} className="bg-tint text-foreground rounded-sm px-0.5">
              {piece.text}
            </mark>
          ) : (
            piece.text
          ),
        )}
      </p>
      <p className="text-muted-foreground mt-1 text-xs">{hit.ways.map((way) => words.ways[way]).join(' · ')}</p>
    </li>
  )
}
