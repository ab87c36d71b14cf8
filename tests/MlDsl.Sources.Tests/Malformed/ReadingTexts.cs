using System.Text.Json;
using Apache.Arrow;
using MlDsl.Sources.Tests.Databases;
using MlDsl.Sources.Tests.Kinds;
using MlDsl.Sources.Tests.Rows;
using Npgsql;

namespace MlDsl.Sources.Tests.Malformed;

/// <summary>Readings whose columns are texts, in sources of each kind, so that any of them can be wrong.</summary>
public sealed class ReadingTexts(PostgresServer postgres) : IDisposable
{
    /// <summary>The rows of a batch or a row group.</summary>
    public const int GroupRows = 40;

    private static readonly string[] Columns = ["name", "count", "value", "at", "target"];
    private readonly TemporaryFolder folder = new();
    private readonly Duck duck = new();
    private int files;

    /// <summary>The kinds of sources.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["csv", "json lines", "arrow file", "arrow stream", "parquet", "duckdb", "sqlite", "postgresql"];

    /// <summary>Good rows.</summary>
    public static string?[][] Good(int count) => [.. Enumerable.Range(0, count).Select(static i => new[] { $"n{i % 3}", $"{i}", i % 4 == 0 ? null : $"{i}.5", "2024-05-01T10:00:00", "1.25" })];

    /// <summary>The data set of rows in a source of a kind, and what messages call the source.</summary>
    public (Dataset<Reading> Rows, string Name) Of(string kind, string?[][] rows)
    {
        string path = folder[$"readings{files++}"];
        switch (kind)
        {
            case "csv":
                File.WriteAllLines(path, rows.Select(static row => string.Join(',', row)).Prepend(string.Join(',', Columns)));
                return (Dataset<Reading>.FromCsv(path), path);
            case "json lines":
                File.WriteAllLines(path, rows.Select(static row => JsonSerializer.Serialize(row.Select(static (v, i) => (Columns[i], v)).ToDictionary())));
                return (Dataset<Reading>.FromJsonLines(path), path);
            case "arrow file" or "arrow stream":
                ParcelArrow.Write(path, Batches(rows), kind == "arrow stream");
                return (Dataset<Reading>.FromArrow(path), path);
            case "parquet":
                ParcelParquet.Write(path, Batches(rows));
                return (Dataset<Reading>.FromParquet(path), path);
            case "duckdb":
                duck.Do($"CREATE OR REPLACE TABLE reading ({Declared("VARCHAR")}); {Insert(rows)}");
                return (Dataset<Reading>.FromQuery(() => duck.Ask("SELECT * FROM reading ORDER BY rowid")), "the query");
            case "sqlite":
                var lite = new Lite(path);
                lite.Do($"CREATE TABLE reading ({Declared("TEXT")}); {Insert(rows)}");
                return (Dataset<Reading>.FromQuery(() => lite.Ask("SELECT * FROM reading ORDER BY rowid")), "the query");
            default:
                postgres.Do($"DROP TABLE IF EXISTS reading; CREATE TABLE reading (no serial, {Declared("text")}); {Insert(rows)}");
                return (Dataset<Reading>.FromQuery(() => new NpgsqlCommand("SELECT * FROM reading ORDER BY no", postgres.Connect()).ExecuteReader(System.Data.CommandBehavior.CloseConnection)), "the query");
        }
    }

    /// <summary>Where a row is, as a source of a kind says it; rows are numbered from 1.</summary>
    public static string Place(string kind, int row) => kind switch
    {
        "csv" => $"line {row + 1}",
        "json lines" => $"line {row}",
        "arrow file" or "arrow stream" => $"record batch {(row - 1) / GroupRows + 1}, row {(row - 1) % GroupRows + 1}",
        "parquet" => $"row group {(row - 1) / GroupRows + 1}, row {(row - 1) % GroupRows + 1}",
        _ => $"row {row}",
    };

    /// <summary>Batches of texts.</summary>
    public static IReadOnlyList<RecordBatch> Batches(string?[][] rows) => [.. rows.Chunk(GroupRows).Select(static chunk =>
    {
        var batch = new RecordBatch.Builder();
        for (int column = 0; column < Columns.Length; column++)
        {
            var texts = new StringArray.Builder();
            foreach (string?[] row in chunk) texts.Append(row[column]);
            batch.Append(Columns[column], true, texts.Build());
        }
        return batch.Build();
    })];

    public void Dispose()
    {
        duck.Dispose();
        folder.Dispose();
    }

    private static string Declared(string type) => string.Join(", ", Columns.Select(column => $"\"{column}\" {type}"));

    private static string Insert(string?[][] rows) => $"INSERT INTO reading ({string.Join(", ", Columns.Select(static c => $"\"{c}\""))}) VALUES "
        + string.Join(", ", rows.Select(static row => $"({string.Join(", ", row.Select(static v => v is null ? "NULL" : $"'{v}'"))})"));
}
