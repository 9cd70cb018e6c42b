-- Closes a step: it is recorded as applied, and the session that did it held the lock all the time.

DELIMITER //
BEGIN NOT ATOMIC
  DECLARE problem TEXT;
  IF COALESCE(IS_USED_LOCK('{database}.data-init'), 0) <> CONNECTION_ID() THEN
    SET problem = CONCAT(@step, ': the lock was lost on the way; run the Job again');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM schema_history WHERE step = @step AND version = @version AND applied_at IS NOT NULL) THEN
    SET problem = CONCAT(@step, ': version ', @version, ' is not recorded as applied; a file of the step ends too early');
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = problem;
  END IF;
END//
DELIMITER ;
DO RELEASE_LOCK('{database}.data-init');
SELECT CONCAT(@step, ': done') AS step;
