/** Edges by node. Edges to nodes that are not listed, and from a node to itself, are ignored. */
export function graph(
  nodes: readonly string[],
  edges: readonly (readonly [string, string])[],
): Map<string, string[]> {
  const map = new Map(nodes.map((node): [string, string[]] => [node, []]));
  for (const [from, to] of edges) if (map.has(to) && from !== to) map.get(from)?.push(to);
  return map;
}

/** The circular dependencies of a graph, each written as `a → b → a`. */
export function circles(map: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (node: string, path: readonly string[]): void => {
    if (path.includes(node)) found.push([...path.slice(path.indexOf(node)), node].join(' → '));
    if (path.includes(node) || done.has(node)) return;
    for (const next of map.get(node) ?? []) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of map.keys()) walk(node, []);
  return found;
}
