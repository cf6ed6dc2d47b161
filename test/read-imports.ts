import { parseSync, Visitor } from 'oxc-parser';

/** An import of a source file: the specifier as written, and whether it imports types only. */
export type SourceImport = { name: string; typeOnly: boolean };

/**
 * Lists the imports of a source file: import and export declarations, dynamic imports and import types.
 *
 * Throws for a file with a syntax error.
 */
export function readImports(file: string, text: string): SourceImport[] {
  const { program, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const found: SourceImport[] = [];
  const add = (source: { type: string; value?: unknown } | null, typeOnly: boolean) => {
    if (source?.type === 'Literal') found.push({ name: String(source.value), typeOnly });
  };
  new Visitor({
    ImportDeclaration: ({ source, importKind, specifiers }) => {
      const isEachType =
        specifiers.length > 0 &&
        specifiers.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type');
      add(source, importKind === 'type' || isEachType);
    },
    ExportNamedDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type'),
    ExportAllDeclaration: ({ source, exportKind }) => add(source, exportKind === 'type'),
    ImportExpression: ({ source }) => add(source, false),
    TSImportType: ({ source }) => add(source, true),
  }).visit(program);
  return found;
}
