using System.Globalization;
using MlDsl.Testing;
using MlDsl.Tool.Scaffolding;

namespace MlDsl.Tool.Tests;

/// <summary>Records drafted from Parquet files and SQLite databases: what the schema says, and what their drafts read.</summary>
public sealed class ScaffoldRecordsTests : IDisposable
{
    private const int Count = 60;

    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TheoryWith("adult.csv", "taxi-fare-train.csv")]
    [InlineData("adult.csv", "rows.parquet")]
    [InlineData("adult.csv", "rows.db")]
    [InlineData("taxi-fare-train.csv", "rows.parquet")]
    [InlineData("taxi-fare-train.csv", "rows.db")]
    public async Task TheRecordIsThatOfTheSameRowsAsSeparatedValues(string file, string name)
    {
        string csv = TestData.File(file), path = folder[name];
        bool isParquet = name.EndsWith("parquet", StringComparison.Ordinal);
        FileTable table = FileTable.Read(csv, new SaidShape(null, null, null), 200_000);
        if (isParquet) TypedFiles.WriteParquet(path, table);
        else TypedFiles.WriteSqlite(path, "trips", table);

        Answer written = await CodeFolder.Run("scaffold", csv, "--name", "Same"), typed = await CodeFolder.Run("scaffold", path, "--name", "Same");
        Assert.Equal((0, ""), (typed.Code, typed.Error));
        // A number of a database has 64 bits.
        Assert.Equal(isParquet ? Record(written.Output) : Record(written.Output).Replace(" float", " double", StringComparison.Ordinal), Record(typed.Output));
        List<object> one = await DraftedCode.Read(written.Output, "Same", csv), other = await DraftedCode.Read(typed.Output, "Same", path);
        Assert.Equal(table.Rows, other.Count);
        Assert.Equal(one.Select(Said), other.Select(Said));
    }

    [Fact]
    public async Task EveryTypeOfParquetHasItsMember()
    {
        string path = folder["all-types.parquet"];
        TypedFiles.WriteAllTypes(path, Count);
        Answer answer = await CodeFolder.Run("scaffold", path, "--label", "price");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Contains("// Look: 'photo' is bytes, which no member takes: it is left out.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("// Look: 'ragged' holds lists of different lengths", answer.Output, StringComparison.Ordinal);
        foreach (string member in (string[])
            ["bool Flag ", "int Small ", "long Large ", "float Single ", "double? Wide ", "decimal Exact ", "string Place ", "DateTime Day ", "DateTime At ", "DateTimeOffset Utc ", "TimeOnly Clock ", "Guid Code ", "float[] Embedding "])
            Assert.Contains($" {member}", answer.Output, StringComparison.Ordinal);
        Assert.Contains("Numeric(Length = 3, Scale = Scale.Standard)] public required float[] Embedding ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("NaNIsMissing = true", answer.Output, StringComparison.Ordinal);

        List<object> rows = await DraftedCode.Read(answer.Output, "AllTypes", path);
        Assert.Equal(Count, rows.Count);
        Assert.Equal(new DateTime(2024, 1, 2), DraftedCode.Get(rows[1], "Day"));
        Assert.Equal([1f, 2f, 0.5f], (float[])DraftedCode.Get(rows[1], "Embedding")!);
        Assert.Equal(1.25m, DraftedCode.Get(rows[1], "Exact"));

        Answer refused = await CodeFolder.Run("scaffold", path, "--label", "photo");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("--label 'photo' is bytes, which no member takes", refused.Error, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, (string Columns, Func<int, FormattableString> Row, string Query, string[] Drafted)> Queries = new()
    {
        ["a column of texts that are numbers"] = ("amount text, price real", static i => $"'{i % 7}', {Price(i)}", "", ["texts by their type, and every one is a number", "Categorical(MinCount = 10, Unknown = Unknown.Bucket)] public required string Amount "]),
        ["truths are 0 and 1"] = ("open integer, price real", static i => $"{i % 2}, {Price(i)}", "", ["bool Open "]),
        ["texts that mean missing"] = ("place text, price real", static i => $"'{(i % 5 == 0 ? "?" : i % 2 == 0 ? "a" : "b")}', {Price(i)}", "", ["Missing = [\"?\"]", "string? Place "]),
        ["numbers and a text for missing ones"] = ("a, price real", static i => $"{(i % 5 == 0 ? "'NA'" : "3")}{(i % 5 == 0 ? "" : i % 7)}, {Price(i)}", "", ["Missing = [\"NA\"]", "int? A "]),
        ["days of another form"] = ("day text, price real", static i => $"'{i % 28 + 1:00}.12.2023', {Price(i)}", "", ["[\"day\"] = new() { Formats = [\"dd.MM.yyyy\"] }"]),
        ["a query that joins and names"] = ("a integer, price real", static i => $"{i % 7}, {Price(i)}", "select t.a * 2 as \"twice a\", t.price from t join t as o on o.rowid = t.rowid", ["[Column(\"twice a\"), Numeric", "twice a"]),
        ["bytes"] = ("a integer, photo blob, price real", static i => $"{i % 7}, x'01', {Price(i)}", "", ["// Look: 'photo' holds bytes, which no member takes: it is left out."]),
        ["values of several types"] = ("a integer, b, price real", static i => $"{i % 7}, {(i % 2 == 0 ? "'x'" : "0.5")}, {Price(i)}", "", ["// Look: 'b' holds values of several types (floating-point numbers and texts); select it as one of them: it is left out."]),
    };

    public static TheoryData<string> Forms => [.. Queries.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AQueryIsReadByItsDraft(string form)
    {
        var (columns, row, query, drafted) = Queries[form];
        string path = folder["rows.db"];
        TypedFiles.Do(path, [$"create table t ({columns})", .. Enumerable.Range(0, Count).Select(i => FormattableString.Invariant($"insert into t values ({FormattableString.Invariant(row(i))})"))]);
        Answer answer = await CodeFolder.Run(["scaffold", path, .. query.Length > 0 ? (string[])["--query", query] : ["--table", "T"]]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        foreach (string part in drafted) Assert.Contains(part, answer.Output, StringComparison.Ordinal);
        Assert.Equal(Count, (await DraftedCode.Read(answer.Output, "Rows", path)).Count);
    }

    [Theory]
    [InlineData("--table 'trip' is no table or view of '", "--table", "trip")]
    [InlineData("it has 'a', 'b', 'empty'", "--table", "trip")]
    [InlineData("has 3 tables ('a', 'b', 'empty'); name one with --table, or ask with --query")]
    [InlineData("two ways to say what is read", "--table", "a", "--query", "select 1")]
    [InlineData("no such column: nowhere", "--query", "select nowhere from a")]
    [InlineData("near \"selct\": syntax error", "--query", "selct 1")]
    [InlineData("attempt to write a readonly database", "--query", "delete from a returning x")]
    [InlineData("has no such rows: the query gives no rows", "--table", "empty")]
    [InlineData("has two columns 'x'", "--query", "select x, x from a")]
    [InlineData("has no column that a record holds: 'v' holds bytes", "--query", "select x'01' as v from a")]
    [InlineData("--separator, --comment and --header are for separated values", "--table", "a", "--separator", ";")]
    [InlineData("--label 'z' is no column", "--table", "a", "--label", "z")]
    public async Task WhatADatabaseDoesNotHaveIsRefusedByName(string reason, params string[] options)
    {
        string path = folder["rows.db"];
        TypedFiles.Do(path, "create table a (x integer, y real)", "create table b (x integer)", "create table empty (x integer)", "insert into a values (1, 2.5), (2, 3.5), (3, 4.25)");
        Answer answer = await CodeFolder.Run(["scaffold", path, .. options]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows.parquet", "a,b\n1,2\n", "is no Parquet file: it does not begin with PAR1")]
    [InlineData("rows.parquet", "PAR1 and no footer of it", "damaged, cut off or of another format")]
    [InlineData("rows.parquet", "PARE and so on", "is an encrypted Parquet file")]
    [InlineData("rows.db", "a,b\n1,2\n", "is no SQLite database: it does not begin as one")]
    [InlineData("rows.db", "SQLite format 3\0and no more", "cannot be read as a SQLite database")]
    [InlineData("rows.csv", "a,b\n1,2\n", "is no SQLite database, of which alone --table and --query ask", "--table", "a")]
    public async Task AFileThatIsNotWhatItsNameSaysIsRefused(string name, string text, string reason, params string[] options)
    {
        Answer answer = await CodeFolder.Run(["scaffold", folder.Write(name, text), .. options]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRowsThatAreLookedAtAreBounded()
    {
        string path = folder["rows.db"];
        TypedFiles.Do(path, ["create table a (x integer, y real)", .. Enumerable.Range(0, Count).Select(static i => FormattableString.Invariant($"insert into a values ({i % 7}, {Price(i)})"))]);
        Answer answer = await CodeFolder.Run("scaffold", path, "--rows", "20");
        Assert.Contains("from the first 20 rows of rows.db", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACheckFindsInADatabaseWhatItFindsInSeparatedValues()
    {
        string path = folder["rows.db"];
        TypedFiles.Do(path, ["create table a (x integer, copy real, price real)", .. Enumerable.Range(0, Count).Select(static i => FormattableString.Invariant($"insert into a values ({i % 7}, {Price(i)} * 2, {Price(i)})"))]);
        Answer answer = await CodeFolder.Run("check", path, "--table", "a");
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        Assert.Contains("'copy'", answer.Output, StringComparison.Ordinal);
        Answer impact = await CodeFolder.Run("check", path, "--impact");
        Assert.Equal(2, impact.Code);
        Assert.Contains("--impact is for separated values", impact.Error, StringComparison.Ordinal);
    }

    private static string Record(string draft) => draft[draft.IndexOf("[Dataset]", StringComparison.Ordinal)..draft.IndexOf("/// <summary>How", StringComparison.Ordinal)];

    private static string Said(object row) => row.ToString()!;

    private static string Price(int i) => (i * i % 17 + (i * 0.25) + 0.125).ToString("0.000", CultureInfo.InvariantCulture);
}
