export { readComponentFixtures, type ComponentFixtures, type Fixture } from './component-fixtures.js';
export { createGalleryRouter } from './gallery.router.js';
