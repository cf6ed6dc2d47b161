import { CopyButton } from './copy-button';
import { Code } from './disclosure';

/** A text block with a Copy button. `what` names it: `Copy sshd_config`. */
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
