-- CreateTable
CREATE TABLE "shows" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "owned_by" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "logline" TEXT NOT NULL,
    "auto_generate" BOOLEAN NOT NULL DEFAULT false,
    "trailer" TEXT,
    "trailer_generation_id" BIGINT,
    "trailer_asked_at" DATETIME,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "characters" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "show_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "portrait" TEXT,
    "portrait_generation_id" BIGINT,
    "portrait_asked_at" DATETIME,
    "video" TEXT,
    "video_generation_id" BIGINT,
    "video_asked_at" DATETIME,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "joined_jobs" (
    "player_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "generation_id" BIGINT NOT NULL,

    PRIMARY KEY ("player_id", "kind", "job_id")
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_exhibits" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "world_id" TEXT NOT NULL,
    "x" REAL NOT NULL,
    "y" REAL NOT NULL,
    "z" REAL NOT NULL,
    "rotation_y" REAL NOT NULL,
    "scale" REAL NOT NULL,
    "kind" TEXT NOT NULL,
    "generation_id" BIGINT,
    "subject" TEXT,
    "name" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "updated_at" DATETIME NOT NULL
);
INSERT INTO "new_exhibits" ("created_at", "created_by", "generation_id", "id", "kind", "name", "rotation_y", "scale", "updated_at", "world_id", "x", "y", "z") SELECT "created_at", "created_by", "generation_id", "id", "kind", "name", "rotation_y", "scale", "updated_at", "world_id", "x", "y", "z" FROM "exhibits";
DROP TABLE "exhibits";
ALTER TABLE "new_exhibits" RENAME TO "exhibits";
CREATE INDEX "exhibits_world_id_idx" ON "exhibits"("world_id");
CREATE INDEX "exhibits_generation_id_idx" ON "exhibits"("generation_id");
CREATE INDEX "exhibits_subject_idx" ON "exhibits"("subject");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "shows_owned_by_created_at_idx" ON "shows"("owned_by", "created_at");

-- CreateIndex
CREATE INDEX "characters_show_id_created_at_idx" ON "characters"("show_id", "created_at");
