export { createGalleryRouter } from './gallery.router.js';
