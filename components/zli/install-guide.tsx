import { CopyText } from '@/components/ui/copy-text';
import { LinkTabs } from '@/components/ui/tabs';
import { installSteps, type System, systemNames, systems } from './install-steps';

/** The steps that install zli on `system`, with a tab for each other system. */
export function InstallGuide({ consoleUrl, system }: { consoleUrl: string; system: System }) {
  return (
    <>
      <LinkTabs
        label="Your system"
        tabs={systems.map((each) => ({
          href: `/zli/install?system=${each}`,
          name: systemNames[each],
          current: each === system,
        }))}
      />
      <ol className="mt-4 divide-y divide-line rounded-xl border border-line bg-panel shadow-card">
        {installSteps(system, consoleUrl).map(({ title, about, line }, index) => (
          <li key={title} className="px-5 py-4">
            <h2 className="font-semibold">
              {index + 1}. {title}
            </h2>
            <p className="mb-2 text-sm text-muted">{about}</p>
            <CopyText text={line} what={`${title} on ${systemNames[system]}`} />
          </li>
        ))}
      </ol>
    </>
  );
}
