import { defaultDuration, type PolicyDocument } from '@/lib/core/policy/policy';
import { durationError } from '@/lib/core/policy/policy-duration';
import type { PolicyPreview } from '@/lib/policies/preview-policy';
import type { Failure } from '@/lib/web/action-result';
import { issuesOf, type Names } from './draft';
import type { Remark } from './editor-section';

type About = {
  draft: PolicyDocument;
  names: Names;
  preview: PolicyPreview | null;
  failure: Failure | undefined;
  /** a save was tried: from then on, everything that is missing is an error */
  tried: boolean;
  /** the policy is stored or was edited: warnings are shown from then on */
  hasWork: boolean;
};

/** The errors and warnings of a form: how many errors, and those at each field. */
export function remarksOf({ draft, names, preview, failure, tried, hasWork }: About) {
  const issues = [...issuesOf(draft, names), ...(preview?.issues ?? [])].filter(
    ({ severity, code }) => tried || code === 'name-taken' || (severity === 'warning' && hasWork),
  );
  const wrongDuration = draft.type === 'JustInTime' ? durationError(draft.duration ?? defaultDuration) : null;
  const errors: (Remark & { path: string })[] = [
    ...(failure?.faults ?? []),
    ...(wrongDuration ? [{ path: 'duration', message: wrongDuration }] : []),
    ...issues
      .filter(({ severity }) => severity === 'error')
      .map(({ field, message, code }) => ({ path: field, message, code })),
  ];
  const warnings = issues.filter(({ severity }) => severity === 'warning');
  return {
    /** counts an error once that both the refusal and the form report */
    errorCount: new Set(errors.map(({ path, code, message }) => `${path} ${code ?? message}`)).size,
    warningCount: warnings.length,
    errorAt: (...paths: string[]) => errors.find(({ path }) => isAt(path, paths)),
    warningsAt: (...paths: string[]) => warnings.filter(({ field }) => isAt(field, paths)),
  };
}

function isAt(path: string, fields: readonly string[]): boolean {
  return fields.some((field) => path === field || path.startsWith(`${field}[`));
}
