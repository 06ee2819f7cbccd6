require('./alone.js')('g');
