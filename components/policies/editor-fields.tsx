'use client';

import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { describedBy, TextArea, TextInput } from '@/components/ui/field';
import { Time } from '@/components/ui/time';
import { TokenInput } from '@/components/ui/token-input';
import { defaultDuration, type PolicyDocument } from '@/lib/core/policy/policy';
import { type Choice, idsOf } from '@/lib/core/policy/policy-choice';
import { ApprovalChoice } from './approval-choice';
import { ChoiceSelect } from './choice-select';
import type { Names } from './draft';
import { DurationChoice } from './duration-choice';
import { EditorSection, type Remark } from './editor-section';
import { VerbChoice } from './verb-choice';

type FieldsProps = {
  /** of the element ids, so that two forms fit on one page */
  prefix: string;
  draft: PolicyDocument;
  names: Names;
  /** `learned` has the names of what `part` adds */
  change: (part: Partial<PolicyDocument>, learned?: readonly Choice[]) => void;
  /** the first error at one of these fields */
  errorAt: (...paths: string[]) => Remark | undefined;
  warningsAt: (...paths: string[]) => readonly Remark[];
};

/** The fields of a just-in-time policy: requesters, access policies, approval, duration. */
export function JitFields({ onNewChild, ...fields }: FieldsProps & { onNewChild: () => void }) {
  const { prefix, draft, names, change, errorAt, warningsAt } = fields;
  const childError = errorAt('childIds');
  return (
    <>
      <Subjects {...fields} />
      <EditorSection
        id={`${prefix}children`}
        title="What they can request"
        hint="Access policies that define targets, accounts and actions."
        error={childError}
        warnings={warningsAt('childIds')}
      >
        <div className="flex flex-wrap items-start gap-2">
          <div className="min-w-0 grow basis-64">
            <ChoiceSelect
              id={`${prefix}children`}
              label="What they can request"
              describedBy={describedBy(`${prefix}children`, { hint: true, error: childError })}
              field="children"
              type={draft.type}
              chosen={[['child', draft.childIds]]}
              names={names}
              onChange={(keys, learned) => change({ childIds: idsOf('child', keys) }, learned)}
              placeholder="Type the name of a policy"
              invalid={childError !== undefined}
            />
          </div>
          <Button aria-haspopup="dialog" onClick={onNewChild}>
            <Plus aria-hidden size={14} />
            New access policy
          </Button>
        </div>
      </EditorSection>
      <EditorSection
        id="approval"
        group
        title="Approval"
        error={errorAt('automaticallyApproved')}
        warnings={warningsAt('automaticallyApproved')}
      >
        <ApprovalChoice
          automatic={draft.automaticallyApproved}
          onChange={(automaticallyApproved) => change({ automaticallyApproved })}
        />
      </EditorSection>
      <EditorSection
        id="duration"
        group
        title="Duration"
        error={errorAt('duration')}
        warnings={warningsAt('duration')}
      >
        <DurationChoice
          minutes={draft.duration ?? defaultDuration}
          onChange={(duration) => change({ duration })}
          invalid={errorAt('duration') !== undefined}
        />
      </EditorSection>
    </>
  );
}

/** The fields of an access policy: targets, accounts, actions, and standing access. */
export function ChildFields(fields: FieldsProps) {
  const { prefix, draft, names, change, errorAt, warningsAt } = fields;
  const coverageError = errorAt('targetIds', 'environmentIds');
  const isCluster = draft.type === 'Kubernetes';
  return (
    <>
      <EditorSection
        id={`${prefix}coverage`}
        title="Targets"
        hint="Individual targets, or whole environments including targets added later."
        error={coverageError}
        warnings={warningsAt('targetIds')}
      >
        <ChoiceSelect
          id={`${prefix}coverage`}
          label="Targets"
          describedBy={describedBy(`${prefix}coverage`, { hint: true, error: coverageError })}
          field="coverage"
          type={draft.type}
          chosen={[
            ['environment', draft.environmentIds],
            ['target', draft.targetIds],
          ]}
          names={names}
          onChange={(keys, learned) =>
            change({ targetIds: idsOf('target', keys), environmentIds: idsOf('environment', keys) }, learned)
          }
          placeholder="Type the name of a target or an environment"
          invalid={coverageError !== undefined}
        />
      </EditorSection>
      <NamesField
        {...fields}
        field="targetUsers"
        title="Target users"
        hint={
          isCluster
            ? 'Cluster users to connect as.'
            : 'Accounts on the target to connect as, such as root or postgres.'
        }
      />
      {isCluster && (
        <NamesField
          {...fields}
          field="targetGroups"
          title="Target groups"
          hint="Cluster groups to connect with, such as system:masters."
        />
      )}
      {draft.type === 'TargetConnect' && (
        <EditorSection
          id="verbs"
          group
          title="Policy actions"
          error={errorAt('verbs')}
          warnings={warningsAt('verbs')}
        >
          <VerbChoice chosen={draft.verbs} onChange={(verbs) => change({ verbs })} />
        </EditorSection>
      )}
      <Subjects {...fields} />
    </>
  );
}

function NamesField(
  props: FieldsProps & { field: 'targetUsers' | 'targetGroups'; title: string; hint: string },
) {
  const { prefix, draft, change, errorAt, warningsAt, field, title, hint } = props;
  const error = errorAt(field);
  return (
    <EditorSection
      id={`${prefix}${field}`}
      title={title}
      hint={hint}
      error={error}
      warnings={warningsAt(field)}
    >
      <TokenInput
        id={`${prefix}${field}`}
        describedBy={describedBy(`${prefix}${field}`, { hint: true, error })}
        values={draft[field]}
        onChange={(values) => change({ [field]: values })}
        placeholder="Type a name, then press Enter"
        invalid={error !== undefined}
      />
    </EditorSection>
  );
}

function Subjects({ prefix, draft, names, change, errorAt, warningsAt }: FieldsProps) {
  const isJit = draft.type === 'JustInTime';
  const title = isJit ? 'Who can request' : 'Standing access';
  const hint = isJit
    ? 'People, groups from your identity provider, and API keys.'
    : 'Leave empty to make this available on request only.';
  const error = errorAt('subjectIds', 'groupIds');
  return (
    <EditorSection
      id={`${prefix}subjects`}
      title={title}
      hint={hint}
      error={error}
      warnings={warningsAt('subjectIds')}
    >
      <ChoiceSelect
        id={`${prefix}subjects`}
        label={title}
        describedBy={describedBy(`${prefix}subjects`, { hint: true, error })}
        field="people"
        type={draft.type}
        chosen={[
          ['group', draft.groupIds],
          ['person', draft.subjectIds],
        ]}
        names={names}
        onChange={(keys, learned) =>
          change({ subjectIds: idsOf('person', keys), groupIds: idsOf('group', keys) }, learned)
        }
        placeholder="Type a name, an email, a group or an API key"
        invalid={error !== undefined}
      />
    </EditorSection>
  );
}

/** The name, which is the first field of every policy. */
export function NameField({ prefix, draft, change, errorAt }: FieldsProps) {
  const error = errorAt('name');
  return (
    <EditorSection id={`${prefix}name`} title="Name" hint="Must be unique among all policies." error={error}>
      <TextInput
        id={`${prefix}name`}
        value={draft.name}
        aria-describedby={describedBy(`${prefix}name`, { hint: true, error })}
        aria-invalid={error ? true : undefined}
        autoComplete="off"
        onChange={(event) => change({ name: event.target.value })}
      />
    </EditorSection>
  );
}

/** The last fields of every policy: its description and, for a new one, its expiry date. */
export function DescriptionFields({
  prefix,
  draft,
  change,
  errorAt,
  warningsAt,
  isNew,
}: FieldsProps & { isNew: boolean }) {
  return (
    <>
      <EditorSection id={`${prefix}description`} title="Description" error={errorAt('description')}>
        <TextArea
          id={`${prefix}description`}
          rows={2}
          value={draft.description}
          placeholder="Optional"
          onChange={(event) => change({ description: event.target.value })}
        />
      </EditorSection>
      {isNew && (
        <EditorSection
          id={`${prefix}timeExpires`}
          title="Expiry date"
          hint="Optional. Access never lasts past this date. Cannot be changed later."
          error={errorAt('timeExpires')}
          warnings={warningsAt('timeExpires')}
        >
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <TextInput
              id={`${prefix}timeExpires`}
              type="datetime-local"
              className="max-w-60"
              aria-describedby={`${prefix}timeExpires-hint`}
              value={draft.timeExpires ? localTime(draft.timeExpires) : ''}
              onChange={(event) =>
                change({ timeExpires: event.target.value ? new Date(event.target.value) : null })
              }
            />
            {draft.timeExpires && (
              <span className="text-muted">
                Expires <Time at={draft.timeExpires} show="date" />,{' '}
                <Time at={draft.timeExpires} show="clock" />
              </span>
            )}
          </div>
        </EditorSection>
      )}
    </>
  );
}

/** A time as its field has it, in the time zone of the browser: `2026-03-01T12:00`. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
