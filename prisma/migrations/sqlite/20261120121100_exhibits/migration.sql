-- CreateTable
CREATE TABLE "exhibits" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "world_id" TEXT NOT NULL,
    "x" REAL NOT NULL,
    "y" REAL NOT NULL,
    "z" REAL NOT NULL,
    "rotation_y" REAL NOT NULL,
    "scale" REAL NOT NULL,
    "kind" TEXT NOT NULL,
    "generation_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "exhibits_world_id_idx" ON "exhibits"("world_id");

-- CreateIndex
CREATE INDEX "exhibits_generation_id_idx" ON "exhibits"("generation_id");
