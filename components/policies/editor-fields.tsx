'use client';

import { describedBy, TextArea, TextInput } from '@/components/ui/field';
import { TokenInput } from '@/components/ui/token-input';
import { TokenSelect } from '@/components/ui/token-select';
import { ApprovalChoice } from './approval-choice';
import { CoverageSelect } from './coverage-select';
import type { Choices, Draft } from './draft';
import { DurationChoice } from './duration-choice';
import { EditorSection } from './editor-section';
import { PeopleSelect } from './people-select';
import { VerbChoice } from './verb-choice';

export type FieldsProps = {
  draft: Draft;
  choices: Choices;
  change: (part: Partial<Draft>) => void;
  /** what is wrong at one of the fields of these names */
  errorAt: (...paths: string[]) => string | undefined;
  warningsAt: (...paths: string[]) => string[];
  disabled: boolean;
};

/** The questions of a just-in-time policy: who asks, for what, who decides, for how long. */
export function JitFields({ draft, choices, change, errorAt, warningsAt, disabled }: FieldsProps) {
  const childError = errorAt('childIds');
  return (
    <>
      <People {...{ draft, choices, change, errorAt, warningsAt, disabled }} />
      <EditorSection
        id="children"
        title="What they may ask for"
        hint="Policies that say which targets, as whom, with which actions."
        error={childError}
        warnings={warningsAt('childIds')}
      >
        <TokenSelect
          id="children"
          label="What they may ask for"
          describedBy={describedBy('children', { hint: true, error: childError })}
          options={choices.children.map(({ id, name, covers }) => ({ id, label: name, detail: covers }))}
          chosen={draft.childIds}
          onChange={(childIds) => change({ childIds })}
          placeholder="Type the name of a policy"
          disabled={disabled}
          invalid={childError !== undefined}
        />
      </EditorSection>
      <EditorSection id="approval" group title="Approval" error={errorAt('automaticallyApproved')}>
        <ApprovalChoice
          automatic={draft.automaticallyApproved}
          onChange={(automaticallyApproved) => change({ automaticallyApproved })}
        />
      </EditorSection>
      <EditorSection id="duration" group title="How long" error={errorAt('duration')}>
        <DurationChoice
          minutes={draft.duration}
          onChange={(duration) => change({ duration })}
          invalid={errorAt('duration') !== undefined}
        />
      </EditorSection>
    </>
  );
}

/** The questions of a policy that covers targets: which, as whom, with what, and who has it for good. */
export function ChildFields({ draft, choices, change, errorAt, warningsAt, disabled }: FieldsProps) {
  const coverageError = errorAt('targetIds', 'environmentIds');
  const isCluster = draft.type === 'Kubernetes';
  return (
    <>
      <EditorSection
        id="coverage"
        title="Which targets"
        hint="One by one, or a whole environment with all that will ever be in it."
        error={coverageError}
        warnings={warningsAt('targetIds')}
      >
        <CoverageSelect
          describedBy={describedBy('coverage', { hint: true, error: coverageError })}
          choices={choices}
          targetIds={draft.targetIds}
          environmentIds={draft.environmentIds}
          onChange={change}
          invalid={coverageError !== undefined}
        />
      </EditorSection>
      <EditorSection
        id="targetUsers"
        title="Target users"
        hint={
          isCluster ? 'Cluster users to act as.' : 'Accounts on the target to act as, like root or postgres.'
        }
        error={errorAt('targetUsers')}
        warnings={warningsAt('targetUsers')}
      >
        <TokenInput
          id="targetUsers"
          describedBy={describedBy('targetUsers', { hint: true, error: errorAt('targetUsers') })}
          values={draft.targetUsers}
          onChange={(targetUsers) => change({ targetUsers })}
          placeholder="Type one, then Enter"
          invalid={errorAt('targetUsers') !== undefined}
        />
      </EditorSection>
      {isCluster && (
        <EditorSection
          id="targetGroups"
          title="Target groups"
          hint="Cluster groups to be in, like system:masters."
          error={errorAt('targetGroups')}
        >
          <TokenInput
            id="targetGroups"
            describedBy={describedBy('targetGroups', { hint: true, error: errorAt('targetGroups') })}
            values={draft.targetGroups}
            onChange={(targetGroups) => change({ targetGroups })}
            placeholder="Type one, then Enter"
            invalid={errorAt('targetGroups') !== undefined}
          />
        </EditorSection>
      )}
      {draft.type === 'TargetConnect' && (
        <EditorSection id="verbs" group title="Policy actions" error={errorAt('verbs')}>
          <VerbChoice chosen={draft.verbs} onChange={(verbs) => change({ verbs })} />
        </EditorSection>
      )}
      <People {...{ draft, choices, change, errorAt, warningsAt, disabled }} />
    </>
  );
}

function People({ draft, choices, change, errorAt, warningsAt, disabled }: FieldsProps) {
  const isJit = draft.type === 'JustInTime';
  const title = isJit ? 'Who may ask' : 'Who has it all the time';
  const hint = isJit
    ? 'People and groups of your identity provider.'
    : 'Leave it empty when people should ask for it through a just-in-time policy.';
  const error = errorAt('subjectIds', 'groupIds');
  return (
    <EditorSection id="subjects" title={title} hint={hint} error={error} warnings={warningsAt('subjectIds')}>
      <PeopleSelect
        label={title}
        describedBy={describedBy('subjects', { hint: true, error })}
        choices={choices}
        subjectIds={draft.subjectIds}
        groupIds={draft.groupIds}
        onChange={change}
        disabled={disabled}
        invalid={error !== undefined}
      />
    </EditorSection>
  );
}

/** What every policy has: its name, a note, and when it is made an end. */
export function CommonFields({ draft, change, errorAt, isNew }: FieldsProps & { isNew: boolean }) {
  return (
    <>
      <EditorSection id="name" title="Name" hint="Unique among all policies." error={errorAt('name')}>
        <TextInput
          id="name"
          value={draft.name}
          aria-describedby={describedBy('name', { hint: true, error: errorAt('name') })}
          aria-invalid={errorAt('name') ? true : undefined}
          autoComplete="off"
          onChange={(event) => change({ name: event.target.value })}
        />
      </EditorSection>
      <EditorSection id="description" title="Note" error={errorAt('description')}>
        <TextArea
          id="description"
          rows={2}
          value={draft.description}
          placeholder="Optional: what it is for"
          onChange={(event) => change({ description: event.target.value })}
        />
      </EditorSection>
      {isNew && (
        <EditorSection
          id="timeExpires"
          title="Ends"
          hint="Optional. An end can’t be changed later: access never outlives it."
          error={errorAt('timeExpires')}
        >
          <TextInput
            id="timeExpires"
            type="datetime-local"
            className="max-w-60"
            aria-describedby="timeExpires-hint"
            onChange={(event) =>
              change({ timeExpires: event.target.value ? new Date(event.target.value) : null })
            }
          />
        </EditorSection>
      )}
    </>
  );
}
