import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Raw } from '../blocks/state';
import type { Json } from '../world';
import { type ElementProps, naming, useField } from './field';
import { useSurface } from './surface';
import { plainText } from './text';

/** A select, for one or several options, that requests its options from the app while the person types. */
export function ExternalSelect(props: ElementProps) {
  const { element, blockId, input } = props;
  const { suggest } = useSurface();
  const { raw, change, dialog } = useField(props);
  const id = useId();
  const many = String(element.type).startsWith('multi_');
  const chosen = optionsIn(
    raw === undefined ? ((element.initial_options ?? element.initial_option ?? null) as Raw) : raw,
  );
  const [query, setQuery] = useState<string>();
  const [found, setFound] = useState<{ options: Json[]; problem: string | undefined }>({
    options: [],
    problem: undefined,
  });
  const [at, setAt] = useState(0);
  const requestCount = useRef(0);
  const least = typeof element.min_query_length === 'number' ? element.min_query_length : 3;

  useEffect(() => {
    if (query === undefined || query.length < least) return setFound({ options: [], problem: undefined });
    requestCount.current += 1;
    const request = requestCount.current;
    const timer = setTimeout(async () => {
      const { groups, problem } = await suggest(blockId, String(element.action_id), query);
      if (request !== requestCount.current) return;
      setFound({ options: groups.flatMap((group) => group.options), problem });
      setAt(0);
    }, 150);
    return () => clearTimeout(timer);
  }, [query]);

  const pick = (option: Json) => {
    setQuery(undefined);
    change(many ? [...chosen.filter((each) => each.value !== option.value), option] : option);
  };
  const key = (event: KeyboardEvent) => {
    const { options } = found;
    if (query === undefined || (options.length === 0 && event.key !== 'Escape')) return;
    if (event.key === 'ArrowDown') setAt((at + 1) % options.length);
    else if (event.key === 'ArrowUp') setAt((at - 1 + options.length) % options.length);
    else if (event.key === 'Enter' && options[at]) pick(options[at]);
    else if (event.key === 'Escape') setQuery(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const open = query !== undefined;
  const shown = many ? '' : chosen.map((each) => plainText(each.text)).join('');
  const hint =
    query !== undefined && query.length < least ? `Type at least ${least} characters` : found.problem;
  return (
    <div className="external">
      {many && chosen.length > 0 && (
        <ul className="chips">
          {chosen.map((each) => (
            <li key={String(each.value)}>
              {plainText(each.text)}
              <button
                type="button"
                className="icon-button"
                aria-label={`Remove ${plainText(each.text)}`}
                onClick={() => change(chosen.filter((one) => one !== each))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        type="text"
        role="combobox"
        autoComplete="off"
        className="text-input"
        placeholder={element.placeholder ? plainText(element.placeholder) : 'Type to search'}
        value={query ?? shown}
        onFocus={() => setQuery('')}
        onClick={() => setQuery(query ?? '')}
        onBlur={() => setQuery(undefined)}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={key}
        aria-expanded={open && found.options.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={open && found.options[at] ? `${id}-${at}` : undefined}
        {...naming(input, element.placeholder ? plainText(element.placeholder) : 'Search')}
      />
      {open && (
        <div className="options" role="listbox" id={`${id}-list`} aria-label="Options">
          {found.options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the text box, as in every combobox
            <div
              key={String(option.value)}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              {plainText(option.text)}
              {option.description ? <span className="quiet"> {plainText(option.description)}</span> : null}
            </div>
          ))}
          {found.options.length === 0 && <p className="quiet">{hint ?? 'No results'}</p>}
        </div>
      )}
      {dialog}
    </div>
  );
}

function optionsIn(raw: Raw): Json[] {
  if (raw === null || typeof raw === 'string') return [];
  return (Array.isArray(raw) ? raw : [raw]).filter((each): each is Json => typeof each === 'object');
}
