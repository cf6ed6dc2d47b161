import { CardSection } from '@/components/ui/card';
import { CopyText } from '@/components/ui/copy-text';

/** A part of what an admin does at a target, once. */
export type SetupPart = { title: string; about: string; text: string };

/** What is done at a target so that it lets in whoever has access, each part to copy. */
export function TargetSetup({ parts }: { parts: readonly SetupPart[] }) {
  return parts.map(({ title, about, text }) => (
    <CardSection key={title} title={title} hint={about}>
      <CopyText text={text.trimEnd()} what={title} />
    </CardSection>
  ));
}
