/** SQL over a chunk `c` of the workspace `$1`: no call of it waits for its outcome. */
export const NO_OPEN_CALL = `NOT EXISTS (
  SELECT FROM dispatch_attempts a WHERE a.workspace_id = $1 AND a.chunk_id = c.id AND a.state = 'started')`;
