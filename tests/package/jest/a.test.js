require('./alone.js')('a');
