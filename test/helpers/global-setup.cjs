/** Tests that start the real server need a build that matches the sources. */
module.exports = () => {
  if (process.env.WEIKEFU_NO_BUILD) return; // quicker rounds while writing tests that start no server
  require('../../scripts/ready.cjs').ensureBuilt();
};
