import { parseSync, Visitor } from 'oxc-parser';

/** What a source file imports: the specifier as written, and whether types alone come through it. */
export type SourceImport = { name: string; typeOnly: boolean };

/**
 * Lists what a source file imports: import and export declarations, dynamic imports and import types.
 *
 * Throws where the file has a syntax error.
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
