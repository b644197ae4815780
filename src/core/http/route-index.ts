import express, { type Application, type Router } from 'express';

type Layer = Router['stack'][number];

interface Node {
  readonly children: Map<string, Node>;
  /** The routes whose fixed beginning is this node's path or a part of it, in the order of their declaration. */
  readonly router: Router;
}

/**
 * Puts the routes behind an index of their paths' fixed beginnings. Express tries one route after the other, so the last
 * of a hundred is found only after ninety-nine regular expressions; here a request tries those of its own collection.
 * Which route answers stays the same: within a node they keep their order.
 */
export function indexRoutes(app: Application): void {
  const { stack } = app.router;
  const routes = stack.filter((layer) => layer.route);
  const first = stack.findIndex((layer) => layer.route);
  if (first < 0) return;
  const root = newNode();
  for (const layer of routes) grow(root, fixedBeginning(layer));
  for (const layer of routes) spread(root, layer, fixedBeginning(layer));
  const others = stack.slice(first).filter((layer) => !layer.route);
  stack.splice(first);
  app.use((request, response, next) => {
    let node = root;
    const segments = request.path.split('/');
    for (let at = 1; at < segments.length; at += 1) {
      const child = node.children.get(segments[at]);
      if (!child) break;
      node = child;
    }
    node.router(request, response, next);
  });
  stack.push(...others);
}

const newNode = (): Node => ({ children: new Map(), router: express.Router() });

/** `/api/v1/infra/incidents/:id` → api, v1, infra, incidents */
function fixedBeginning(layer: Layer): string[] {
  const segments = String(layer.route!.path).split('/').slice(1);
  const end = segments.findIndex((segment) => /[:*{(]/.test(segment));
  return segments.slice(0, end < 0 ? undefined : end).filter(Boolean);
}

function grow(root: Node, path: readonly string[]): void {
  let node = root;
  for (const segment of path) {
    let child = node.children.get(segment);
    if (!child) node.children.set(segment, (child = newNode()));
    node = child;
  }
}

/** A route belongs to its own node and to every node below, where paths that it matches may end. */
function spread(node: Node, layer: Layer, path: readonly string[]): void {
  const [segment, ...rest] = path;
  if (segment !== undefined) return spread(node.children.get(segment)!, layer, rest);
  node.router.stack.push(layer);
  for (const child of node.children.values()) spread(child, layer, []);
}
