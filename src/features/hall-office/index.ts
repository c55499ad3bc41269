export { createHallOffice, type HallOffice } from './hall-office-services.js';
