import { expect } from 'chai';
import ts from 'typescript';
import { filesBelow, parse, visit } from './support/sources.js';

/** Names of what states an expectation; `runTest` is the runner of MongoDB's specification tests. */
const CHECKS = /^(expect|assert|check|refuse|verify|must|runTest$)/i;
const PARKED = new Set(['only', 'skip']);

describe('tests', () => {
  const files = filesBelow('test', '.test.ts').map(parse);

  it('all state an expectation', () => {
    const silent = files.flatMap((file) => {
      const helpers = checkingFunctions(file);
      return testsOf(file)
        .filter((test) => !callsAny(test.arguments[1], (name) => CHECKS.test(name) || helpers.has(name)))
        .map((test) => told(file, test));
    });
    expect(silent).to.deep.equal([]);
  });

  it('all run: none is singled out or parked', () => {
    const parked = files.flatMap((file) =>
      callsTo(file, isParked)
        // A skip without a body only says that something outside is missing.
        .filter((call) => call.arguments.length > 1)
        .map((call) => told(file, call)),
    );
    expect(parked).to.deep.equal([]);
  });
});

function testsOf(file: ts.SourceFile): ts.CallExpression[] {
  return callsTo(file, (callee) => ts.isIdentifier(callee) && callee.text === 'it');
}

function isParked(callee: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(callee) &&
    ['it', 'describe'].includes(callee.expression.getText()) &&
    PARKED.has(callee.name.text)
  );
}

/** Functions of the file that lead, directly or through each other, to an expectation. */
function checkingFunctions(file: ts.SourceFile): Set<string> {
  const bodies = new Map<string, ts.Node>();
  visit(file, (node) => {
    if (ts.isFunctionDeclaration(node) && node.name && node.body) bodies.set(node.name.text, node.body);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      bodies.set(node.name.text, node.initializer);
    }
  });
  const checking = new Set<string>();
  for (let before = -1; before < checking.size;) {
    before = checking.size;
    for (const [name, body] of bodies) {
      if (callsAny(body, (called) => CHECKS.test(called) || checking.has(called))) checking.add(name);
    }
  }
  return checking;
}

function callsAny(node: ts.Node | undefined, wanted: (name: string) => boolean): boolean {
  let found = false;
  if (node) visit(node, (child) => (found ||= ts.isIdentifier(child) && wanted(child.text)));
  return found;
}

function callsTo(file: ts.SourceFile, isWanted: (callee: ts.Expression) => boolean): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  visit(file, (node) => {
    if (ts.isCallExpression(node) && isWanted(node.expression)) calls.push(node);
  });
  return calls;
}

function told(file: ts.SourceFile, node: ts.Node): string {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
