import { Cell, Column, Row, Table } from '@/components/ui/table';
import type { Field } from '@/lib/api/reference/fields';

/** Fields with their types. Parameters also have a place. `note` marks the required or the other ones. */
export function FieldTable({
  label,
  fields,
  note,
}: {
  label: string;
  fields: readonly (Field & { place?: string })[];
  note: 'required' | 'optional';
}) {
  const hasPlace = fields.some(({ place }) => place !== undefined);
  const hasText = fields.some(({ about }) => about !== '');
  return (
    <Table
      label={label}
      fixed
      head={
        <>
          <Column width="md:w-[34%]">Name</Column>
          {hasPlace && <Column width="md:w-[12%]">In</Column>}
          <Column width={hasText ? 'md:w-[30%]' : ''}>Type</Column>
          {hasText && <Column>About</Column>}
        </>
      }
    >
      {fields.map(({ path, place, type, isRequired, about }) => (
        <Row key={`${place} ${path}`}>
          <Cell>
            <code className="font-mono text-sm break-all">{path}</code>
            {isRequired === (note === 'required') && <span className="ml-2 text-xs text-muted">{note}</span>}
          </Cell>
          {hasPlace && (
            <Cell label="In" inline>
              {place}
            </Cell>
          )}
          <Cell label="Type">{type}</Cell>
          {hasText && <Cell>{about}</Cell>}
        </Row>
      ))}
    </Table>
  );
}
