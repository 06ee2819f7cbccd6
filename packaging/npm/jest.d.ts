import type { Stator } from './index';

/** What the environment `stator/jest` gives to tests. */
declare global {
  var stator: Stator;
}
