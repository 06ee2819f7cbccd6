import stator from './index.js';

export const { start, binary, Stator, StatorError } = stator;
export default stator;
