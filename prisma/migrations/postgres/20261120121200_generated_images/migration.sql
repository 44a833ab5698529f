-- CreateView
-- Image to 3D as the readers of `generated_images` know it. The words of "status" are those of the HTTP doors
-- (server/models/model-status.ts), and a test holds the two together.
CREATE VIEW "generated_images" AS
SELECT
    "id",
    CASE
        WHEN "status" = 'succeeded' THEN 'completed'
        WHEN "status" = 'failed' AND "error_code" = 'cancelled_by_provider' THEN 'cancelled'
        WHEN "status" IN ('failed', 'cancelled') THEN "status"
        WHEN "status" = 'timed_out' THEN 'timeout'
        ELSE 'running'
    END AS "status",
    "operation_id" AS "task_id",
    "input" ->> 'targetObject' AS "target_object",
    ("input" ->> 'iteration')::BIGINT AS "iteration",
    -- The picture as it was asked for, until it is ours.
    coalesce('/assets/' || ("upload" ->> 'picture'), "input" ->> 'image') AS "image_url",
    CASE WHEN "status" = 'succeeded' THEN (
        SELECT '/assets/' || ("file" ->> 'hash') || '.' || ("file" ->> 'ext')
        FROM jsonb_array_elements("output" -> 'files') AS "file"
        WHERE "file" ->> 'role' = 'model'
        LIMIT 1
    ) END AS "3d_url",
    "created_at",
    "updated_at",
    "error_message"
FROM "generations"
WHERE "kind" = 'model';
