using System.Data;
using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using MlDsl.Sources.Tests.Databases;
using MlDsl.Sources.Tests.Rows;
using Npgsql;

namespace MlDsl.Sources.Tests.Kinds;

/// <summary>The same parcels wherever rows can be.</summary>
public sealed class ParcelKinds(Parcel[] parcels, PostgresServer postgres) : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Duck duck = new();
    private readonly IReadOnlyList<RecordBatch> batches = ParcelArrow.Batches(parcels);
    private Lite? lite;
    private bool isFilled;

    /// <summary>The kinds of sources.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "memory", "csv", "json lines", "arrow file", "arrow stream", "arrow batches", "arrow c stream", "parquet", "parquet of duckdb", "parquet in two files", "duckdb", "sqlite", "postgresql",
        "spooled stream", "spooled query", "spooled arrow stream",
    ];

    /// <summary>What takes the rows of the kind asked for last, where it is one that is spooled.</summary>
    public Spool Spool { get; private set; } = new();

    /// <summary>The data set of a kind; none is held, so that every pass reads again where that can be.</summary>
    public Dataset<Parcel> Of(string kind)
    {
        Spool.Dispose();
        Spool = new Spool();
        return Made(kind);
    }

    public void Dispose()
    {
        foreach (RecordBatch batch in batches) batch.Dispose();
        duck.Dispose();
        lite?.Dispose();
        Spool.Dispose();
        folder.Dispose();
    }

    private Dataset<Parcel> Made(string kind) => kind switch
    {
        "memory" => Dataset<Parcel>.FromRows(parcels),
        "csv" => Dataset<Parcel>.FromCsv(Text("parcels.csv", ParcelTable.Csv(parcels)), new CsvOptions { HoldBytes = 0 }),
        "json lines" => Dataset<Parcel>.FromJsonLines(Text("parcels.jsonl", ParcelTable.JsonLines(parcels)), new JsonLinesOptions { HoldBytes = 0 }),
        "arrow file" => Dataset<Parcel>.FromArrow(ArrowFile(false), new ArrowOptions { HoldBytes = 0 }),
        "arrow stream" => Dataset<Parcel>.FromArrow(ArrowFile(true), new ArrowOptions { HoldBytes = 0 }),
        "arrow batches" => Dataset<Parcel>.FromArrow(batches),
        "arrow c stream" => CStream(),
        "parquet" => Dataset<Parcel>.FromParquet(Parquet("parcels.parquet", batches), new ParquetOptions { HoldBytes = 0 }),
        "parquet of duckdb" => Dataset<Parcel>.FromParquet(DuckParquet(), new ParquetOptions { HoldBytes = 0 }),
        "parquet in two files" => Dataset<Parcel>.FromParquet([Parquet("first.parquet", [batches[0]]), Parquet("second.parquet", [.. batches.Skip(1)])], new ParquetOptions { HoldBytes = 0 }),
        "duckdb" => DuckTable(new QueryOptions { Reread = true }),
        "sqlite" => LiteTable(),
        "postgresql" => PostgresTable(),
        "spooled stream" => Dataset<Parcel>.FromRows(Stream(), 99, Spool),
        "spooled query" => DuckTable(new QueryOptions { MaxHeldRows = 99, Spool = Spool }),
        "spooled arrow stream" => Dataset<Parcel>.FromArrow(() => new ListStream(batches), new ArrowStreamOptions { MaxHeldRows = 99, Spool = Spool }),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    private static string List(float[] values) => string.Join(", ", values.Select(static v => v.ToString(CultureInfo.InvariantCulture)));

    private string Text(string name, string text)
    {
        File.WriteAllText(folder[name], text);
        return folder[name];
    }

    private string ArrowFile(bool isStream)
    {
        string path = folder[isStream ? "parcels.arrows" : "parcels.arrow"];
        ParcelArrow.Write(path, batches, isStream);
        return path;
    }

    private string Parquet(string name, IReadOnlyList<RecordBatch> some)
    {
        ParcelParquet.Write(folder[name], some);
        return folder[name];
    }

    private unsafe Dataset<Parcel> CStream()
    {
        var stream = new Apache.Arrow.C.CArrowArrayStream();
        Apache.Arrow.C.CArrowArrayStreamExporter.ExportArrayStream(new ListStream(batches), &stream);
        return Dataset<Parcel>.FromArrow(&stream);
    }

    private void FillDuck()
    {
        duck.Do("CREATE TYPE parcel_size AS ENUM ('Small', 'Medium', 'Large')");
        duck.Do("CREATE OR REPLACE TABLE parcel (number BIGINT, city VARCHAR, size parcel_size, weight FLOAT, girth DOUBLE, price DECIMAL(18, 4), fragile BOOLEAN, items INTEGER, sent TIMESTAMP, "
            + "seen TIMESTAMPTZ, due DATE, opens TIME, carrier UUID, note VARCHAR, profile FLOAT[], days FLOAT)");
        duck.Do(ParcelTable.Insert(parcels, static profile => $"'[{List(profile)}]'"));
    }

    private string DuckParquet()
    {
        FillDuck();
        string path = folder["duck.parquet"];
        duck.Do($"COPY (SELECT * FROM parcel ORDER BY number) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048, COMPRESSION zstd)");
        duck.Do("DROP TABLE parcel");
        duck.Do("DROP TYPE parcel_size");
        return path;
    }

    private Dataset<Parcel> DuckTable(QueryOptions options)
    {
        if (!isFilled) FillDuck();
        isFilled = true;
        return Dataset<Parcel>.FromQuery(() => duck.Ask("SELECT * FROM parcel ORDER BY number"), options);
    }

    private async IAsyncEnumerable<Parcel> Stream()
    {
        await Task.Yield();
        foreach (Parcel parcel in parcels) yield return parcel;
    }

    private Dataset<Parcel> LiteTable()
    {
        lite = new Lite(folder["parcels.db"]);
        lite.Do("CREATE TABLE parcel (number INTEGER, city TEXT, size TEXT, weight REAL, girth REAL, price TEXT, fragile TEXT, items INTEGER, sent TEXT, seen TEXT, due TEXT, opens TEXT, "
            + "carrier TEXT, note TEXT, profile_0 REAL, profile_1 REAL, profile_2 REAL, days REAL)");
        lite.Do(ParcelTable.Insert(parcels, null));
        return Dataset<Parcel>.FromQuery(() => lite.Ask("SELECT * FROM parcel ORDER BY number"), new QueryOptions { Reread = true });
    }

    private Dataset<Parcel> PostgresTable()
    {
        postgres.Do("DROP TABLE IF EXISTS parcel; CREATE TABLE parcel (number bigint, city text, size text, weight real, girth double precision, price numeric(18, 4), fragile boolean, items integer, "
            + "sent timestamp, seen timestamptz, due date, opens time, carrier uuid, note text, profile real[], days real)");
        postgres.Do(ParcelTable.Insert(parcels, static profile => $"'{{{List(profile)}}}'"));
        return Dataset<Parcel>.FromQuery(
            () =>
            {
                NpgsqlConnection connection = postgres.Connect();
                return new NpgsqlCommand("SELECT * FROM parcel ORDER BY number", connection).ExecuteReader(CommandBehavior.CloseConnection);
            },
            new QueryOptions { Reread = true });
    }
}

/// <summary>A stream of batches in memory.</summary>
internal sealed class ListStream(IReadOnlyList<RecordBatch> batches) : IArrowArrayStream
{
    private int next;

    public Schema Schema => batches[0].Schema;

    public ValueTask<RecordBatch?> ReadNextRecordBatchAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(next < batches.Count ? batches[next++].Clone() : null);

    public void Dispose()
    {
        // Batches are their owner's.
    }
}
