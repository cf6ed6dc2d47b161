import { CopyButton } from './copy-button';
import { Code } from './disclosure';

/** Lines to copy, as they are. `what` names them: `Copy the recipe`. */
export function CopyText({ text, what }: { text: string; what: string }) {
  return (
    <div className="relative min-w-0">
      <Code label={what}>{text}</Code>
      <div className="mt-2 flex justify-end">
        <CopyButton text={text} what={what} />
      </div>
    </div>
  );
}
