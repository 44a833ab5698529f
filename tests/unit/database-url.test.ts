import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { fileUrl, parseDatabaseUrl } from "../../server/persistence/database-url.ts";

describe("a file: URL is SQLite, at the path it gives", () => {
  test.each([
    ["file:./data/waygate.db", resolve("data/waygate.db")],
    ["file:waygate.db", resolve("waygate.db")],
    ["file:/var/lib/waygate.db", "/var/lib/waygate.db"],
    ["file:///var/lib/waygate.db", "/var/lib/waygate.db"],
    ["file://localhost/var/lib/waygate.db", "/var/lib/waygate.db"],
    ["FILE:/a%20b/50%25.db", "/a b/50%.db"],
  ])("%s", (url, path) => {
    expect(parseDatabaseUrl(url)).toEqual({ provider: "sqlite", path, url: fileUrl(path), shown: path });
  });
});

test("a path with characters that mean something in a URL is written so that it is read as it was", () => {
  const path = "/tmp/100% real?/a#b.db";
  expect(fileUrl(path)).toBe("file:/tmp/100%25 real%3F/a%23b.db");
  expect(parseDatabaseUrl(fileUrl(path))).toMatchObject({ path });
});

describe("a postgres: or postgresql: URL is Postgres, shown without user and password", () => {
  test.each([
    ["postgres://ada:secret@db.example:5433/waygate", "db.example:5433, database waygate"],
    ["postgresql://ada:secret@localhost/waygate?sslmode=disable&schema=public", "localhost, database waygate"],
    ["postgres://ada:secret@localhost", "localhost, database of the same name as the user"],
    ["postgresql:///waygate?host=/run/postgresql", "/run/postgresql, database waygate"],
  ])("%s", (url, shown) => {
    expect(parseDatabaseUrl(url)).toEqual({ provider: "postgres", url, shown });
  });
});

describe("anything else is refused with a sentence that says what to write, and quotes no password", () => {
  test.each([
    ["", "DATABASE_URL has no scheme: write file:./data/waygate.db"],
    ["./data/waygate.db", "DATABASE_URL has no scheme: write file:./data/waygate.db"],
    ["mysql://ada:secret@localhost/waygate", "DATABASE_URL starts with mysql:: write file:./data/waygate.db"],
    ["libsql://ada:secret@example.com", "DATABASE_URL starts with libsql:"],
    ["file:", "DATABASE_URL names no file"],
    ["file:./data/", "DATABASE_URL names no file"],
    ["file::memory:", "DATABASE_URL names no file"],
    ["file:waygate.db?mode=ro", "DATABASE_URL has something after its path"],
    ["file:100%.db", "write %25 for a percent sign"],
    ["postgres://ada:se cret/#@localhost:x/waygate", "write postgres://user:password@host:5432/database"],
    ["postgres://ada:secret@localhost/waygate?schema=other", "asks for a schema other than public"],
  ])("%s", (url, sentence) => {
    expect(() => parseDatabaseUrl(url)).toThrow(sentence);
    expect(() => parseDatabaseUrl(url)).not.toThrow("secret");
    expect(() => parseDatabaseUrl(url)).not.toThrow("se cret");
  });
});
