-- AlterTable
ALTER TABLE "portals" ADD COLUMN     "image" TEXT;
