-- DropIndex
DROP INDEX "generations_next_look_at_idx";

-- CreateIndex
CREATE INDEX "generations_next_look_at_id_idx" ON "generations"("next_look_at", "id");
