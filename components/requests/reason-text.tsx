/** An address that a person wrote, up to a sign that ends a sentence rather than the address. */
const address = /https?:\/\/[^\s<>"”]+[^\s<>"”.,;:!?)\]}']/g;

/** The reason of a request in quotation marks. Addresses in it are links that say nothing about this page. */
export function ReasonText({ reason }: { reason: string }) {
  return <>“{parts(reason)}”</>;
}

function parts(reason: string) {
  const links = [...reason.matchAll(address)];
  let at = 0;
  const pieces = links.map((link) => {
    const before = reason.slice(at, link.index);
    at = link.index + link[0].length;
    return (
      <span key={link.index}>
        {before}
        <a href={link[0]} target="_blank" rel="noreferrer nofollow" className="text-accent underline">
          {link[0]}
        </a>
      </span>
    );
  });
  return [...pieces, reason.slice(at)];
}
