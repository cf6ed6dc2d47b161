import { CardSection } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-text';

/** One step of a target's one-time set-up: `text` is to copy. */
export type SetupPart = { title: string; about: string; text: string };

/** The steps of a target's set-up. */
export function TargetSetup({ parts }: { parts: readonly SetupPart[] }) {
  return parts.map(({ title, about, text }) => (
    <CardSection key={title} title={title} hint={about}>
      <CopyText text={text.trimEnd()} what={title} />
    </CardSection>
  ));
}
