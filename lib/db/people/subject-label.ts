import { Prisma } from '@/generated/prisma/client';
import { type SubjectKind, subjectLabel } from '@/lib/core/subject';

/** `subjectLabel` of a row of "user" in SQL, by the row's alias. */
export function labelOf(alias: string): Prisma.Sql {
  const row = Prisma.raw(alias);
  return Prisma.sql`CASE ${row}."kind" WHEN 'ApiKey' THEN 'API key ' || ${row}."name" ELSE ${row}."email" END`;
}

/** The columns that `toSubjectRef` reads. */
export const subjectColumns = { id: true, kind: true, name: true, email: true } as const;

/** A row of "user" as people read it. */
export function toSubjectRef<Row extends { kind: SubjectKind; name: string; email: string }>(row: Row): Row {
  return { ...row, email: subjectLabel(row) };
}
