/** The allowed values of a field. The tables in this folder consist of these; `check-field.ts` evaluates them. */
export type Field =
  | { is: 'string'; max?: number; min?: number; required?: true; oneOf?: string[]; pattern?: RegExp }
  | { is: 'text'; max: number; plain?: true; required?: true }
  | { is: 'boolean'; required?: true }
  | { is: 'number'; min: number; max: number; required?: true }
  | { is: 'list'; of: Field; min?: number; max: number; required?: true }
  | { is: 'object'; fields: Spec; required?: true }
  | { is: 'typed'; among: Record<string, Spec>; only?: string[]; required?: true }
  | { is: 'anything'; required?: true };

export type Spec = { [field: string]: Field };

export const string = (max: number, min = 0): Field => ({ is: 'string', max, min });
export const plain = (max: number): Field => ({ is: 'text', max, plain: true });
export const anyText = (max: number): Field => ({ is: 'text', max });
export const flag: Field = { is: 'boolean' };
export const must = <F extends Field>(field: F): F & { required: true } => ({ ...field, required: true });
