import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Fixture {
  name: string;
  params: Record<string, unknown>;
  /** What stands inside `{% call %}`, for components that take content. */
  content?: string;
}

export interface ComponentFixtures {
  component: string;
  macro: string;
  fixtures: readonly Fixture[];
}

/** Every component under `views/components` that shows itself: the gallery and the component tests read the same cases. */
export function readComponentFixtures(viewsDir: string): readonly ComponentFixtures[] {
  const directory = join(viewsDir, 'components');
  return readdirSync(directory)
    .sort()
    .filter((component) => existsSync(join(directory, component, 'fixtures.json')))
    .map((component) => ({
      component,
      ...(JSON.parse(readFileSync(join(directory, component, 'fixtures.json'), 'utf8')) as Omit<
        ComponentFixtures,
        'component'
      >),
    }));
}
