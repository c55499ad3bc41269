import { expect } from 'chai';
import ts from 'typescript';
import { filesBelow, importsOf, parse, visit } from './support/sources.js';

const ROUTING_METHODS = new Set(['get', 'post', 'put', 'patch', 'delete', 'all', 'use', 'route', 'param']);
const ROUTE_HELPERS = ['src/http/route.ts', 'src/http/api-route.ts'];

describe('routes', () => {
  const files = filesBelow('src/features', '.ts');

  it('are declared through route(), which demands their permission', () => {
    expect(files.flatMap(findDirectRoutes)).to.deep.equal([]);
  });

  it('are declared in router and API files only', () => {
    const declaring = files.filter((file) =>
      importsOf(file).some(({ to, isTypeOnly }) => ROUTE_HELPERS.includes(to) && !isTypeOnly),
    );
    expect(declaring.filter((file) => !/\.(router|api)\.ts$/.test(file))).to.deep.equal([]);
  });
});

/** `router.get(…)` and the like, as `file:line`. */
function findDirectRoutes(file: string): string[] {
  const source = parse(file);
  const found: string[] = [];
  visit(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const { expression: target, name } = node.expression;
    if (!ROUTING_METHODS.has(name.text) || !/^(router|app)$|Router$/.test(target.getText(source))) return;
    found.push(
      `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.expression.getText(source)}`,
    );
  });
  return found;
}
