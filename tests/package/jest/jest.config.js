// jest.config.js
module.exports = { testEnvironment: 'stator/jest', setupFilesAfterEnv: ['./tables.js'] };
