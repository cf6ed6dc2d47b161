import { Cell, Column, Row, Table } from '@/components/ui/table';
import type { Field } from '@/lib/api/reference/fields';

/** Fields with their types. Parameters also have a place. */
export function FieldTable({
  label,
  fields,
}: {
  label: string;
  fields: readonly (Field & { place?: string })[];
}) {
  const hasPlace = fields.some(({ place }) => place !== undefined);
  return (
    <Table
      label={label}
      fixed
      head={
        <>
          <Column width="md:w-[34%]">Name</Column>
          {hasPlace && <Column width="md:w-[12%]">In</Column>}
          <Column width="md:w-[30%]">Type</Column>
          <Column>About</Column>
        </>
      }
    >
      {fields.map(({ path, place, type, isRequired, about }) => (
        <Row key={`${place} ${path}`}>
          <Cell>
            <code className="font-mono text-sm break-all">{path}</code>
            {isRequired && <span className="ml-2 text-xs text-muted">required</span>}
          </Cell>
          {hasPlace && (
            <Cell label="In" inline>
              {place}
            </Cell>
          )}
          <Cell label="Type">{type}</Cell>
          <Cell>{about}</Cell>
        </Row>
      ))}
    </Table>
  );
}
