/** Names up to this length are cut at the end, if at all: they rarely are. */
const shortest = 24;
/** How many characters of a longer name always stay, because the ends of such names tell them apart. */
const tailLength = 10;

/**
 * A name on one line. One that does not fit is cut in the middle; the whole name is the title, and what screen readers
 * read. Its parent must be able to shrink.
 */
export function LongName({ name }: { name: string }) {
  const characters = [...name];
  if (characters.length <= shortest) {
    return (
      <span title={name} className="inline-block max-w-full min-w-0 truncate align-bottom">
        {name}
      </span>
    );
  }
  return (
    <span title={name} className="inline-flex max-w-full min-w-0 align-bottom">
      <span className="sr-only">{name}</span>
      <span aria-hidden className="truncate whitespace-pre">
        {characters.slice(0, -tailLength).join('')}
      </span>
      <span aria-hidden className="shrink-0 whitespace-pre">
        {characters.slice(-tailLength).join('')}
      </span>
    </span>
  );
}
