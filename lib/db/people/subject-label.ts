import { Prisma } from '@/generated/prisma/client';
import { type SubjectKind, subjectLabel } from '@/lib/core/subject';

/** `subjectLabel` of a row of "user" in SQL, by the row's alias. */
export function labelText(alias: string): string {
  return `CASE ${alias}."kind" WHEN 'ApiKey' THEN 'API key ' || ${alias}."name" ELSE ${alias}."email" END`;
}

/** The same for a query of Prisma. */
export function labelOf(alias: string): Prisma.Sql {
  return Prisma.raw(labelText(alias));
}

/** The columns that `toSubjectRef` reads. */
export const subjectColumns = { id: true, kind: true, name: true, email: true } as const;

/** A row of "user" as people read it. */
export function toSubjectRef<Row extends { kind: SubjectKind; name: string; email: string }>(row: Row): Row {
  return { ...row, email: subjectLabel(row) };
}
