'use client';

import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { CopyText } from '@/components/ui/copy-text';
import { segment, segmentItem } from '@/components/ui/tabs';
import { installSteps, type System, systemNames, systems } from './install-steps';

/** The steps that install zli, in a tab for each system. `initial` is the reader's. */
export function InstallTabs({ consoleUrl, initial }: { consoleUrl: string; initial: System }) {
  return (
    <Tabs defaultSelectedKey={initial}>
      <TabList aria-label="Your system" className={segment}>
        {systems.map((system) => (
          <Tab
            key={system}
            id={system}
            className={({ isSelected }) => `cursor-pointer ${segmentItem(isSelected)}`}
          >
            {systemNames[system]}
          </Tab>
        ))}
      </TabList>
      {systems.map((system) => (
        <TabPanel key={system} id={system} className="mt-4 rounded-xl">
          <ol className="divide-y divide-line rounded-xl border border-line bg-panel shadow-card">
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
        </TabPanel>
      ))}
    </Tabs>
  );
}
