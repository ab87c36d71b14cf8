using System.Data;
using System.Text;
using MlDsl.Sources.Tests.Rows;
using Npgsql;

namespace MlDsl.Sources.Tests.Databases;

/// <summary>Queries that fail in the middle, connections that drop, orders that nothing holds, secrets that nobody is told.</summary>
[Collection(Postgres.Name)]
public sealed class QueryFailureTests(PostgresServer postgres) : DuckTests
{
    [FactWithPostgres]
    public void AQueryThatFailsInTheMiddleIsToldWithItsRow()
    {
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Integers("SELECT 10 / (500 - i) AS v FROM generate_series(1, 1000) i").Count());
        Assert.StartsWith("the query: the query failed behind row 499 (PostgresException, see InnerException); nothing of this pass is kept", problem.Message, StringComparison.Ordinal);
        Assert.IsType<PostgresException>(problem.InnerException);
    }

    [FactWithPostgres]
    public void AFailingQueryIsNoRowThatIsLeftOut()
    {
        var options = new QueryOptions { BadRows = BadRowPolicy.Skip };
        Assert.Contains("failed behind row 499", Assert.Throws<DataFormatException>(() => Integers("SELECT 10 / (500 - i) AS v FROM generate_series(1, 1000) i", options).Count()).Message, StringComparison.Ordinal);
        Dataset<DecimalCell> cells = Dataset<DecimalCell>.FromQuery(() => Ask("SELECT CASE WHEN i = 3 THEN 1e40::numeric ELSE i END AS v FROM generate_series(1, 5) i"), options);
        Assert.Equal(4, cells.Count());
        Assert.Equal(1, cells.SkippedRows.Count);
    }

    [Fact]
    public void DuckDbsTimesAreInUtcInEveryZone()
    {
        Duck.Do("SET TimeZone='America/New_York'");
        TimeCell cell = Assert.Single(Dataset<TimeCell>.FromQuery(() => Duck.Ask("SELECT TIMESTAMPTZ '2024-05-01 13:45:00+02' AS v")).Rows);
        Assert.Equal((new DateTime(2024, 5, 1, 11, 45, 0), DateTimeKind.Utc), (cell.V!.Value, cell.V.Value.Kind));
    }

    [Fact]
    public void SqliteFailsInTheMiddleToo()
    {
        using var lite = new Lite(Folder["failing.db"]);
        lite.Do("CREATE TABLE t (v INTEGER); INSERT INTO t VALUES (1), (2), (-9223372036854775808)");
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Dataset<IntegerCell>.FromQuery(() => lite.Ask("SELECT abs(v) AS v FROM t ORDER BY rowid")).Count());
        Assert.StartsWith("the query: the query failed behind row 2 (SqliteException", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DuckDbFailsBeforeItsRows()
    {
        DataFormatException problem = Assert.Throws<DataFormatException>(() => Dataset<IntegerCell>.FromQuery(() => Duck.Ask("SELECT CAST(x AS BIGINT) AS v FROM (VALUES ('1'), ('x')) t(x)")).Count());
        Assert.StartsWith("the query: the query ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("(DuckDBException, see InnerException)", problem.Message, StringComparison.Ordinal);
    }

    [FactWithPostgres]
    public void AConnectionThatDropsIsToldWithItsRow()
    {
        Dataset<TextCell> texts = Dataset<TextCell>.FromQuery(
            () => Ask($"/* dropped */ SELECT repeat('x', 1000) AS v FROM generate_series(1, 200000) i"), new QueryOptions { Reread = true, Name = "the texts" });
        using IEnumerator<TextCell> rows = texts.Rows.GetEnumerator();
        Assert.True(rows.MoveNext());
        postgres.Do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '/* dropped */%'");
        DataFormatException problem = Assert.Throws<DataFormatException>(() =>
        {
            while (rows.MoveNext())
            {
                // What was under way still comes.
            }
        });
        Assert.StartsWith("the texts: the query failed behind row ", problem.Message, StringComparison.Ordinal);
    }

    [FactWithPostgres]
    public void ReadingAgainWithoutAStableOrderIsRefused()
    {
        postgres.Do("DROP TABLE IF EXISTS moved; CREATE TABLE moved AS SELECT i::bigint AS v FROM generate_series(1, 1000) i");
        Dataset<IntegerCell> ordered = Integers("SELECT v FROM moved ORDER BY v", new QueryOptions { Reread = true });
        Assert.Equal(ordered.Rows.Select(static c => c.V), ordered.Rows.Select(static c => c.V));
        Dataset<IntegerCell> drawn = Integers("SELECT v FROM moved ORDER BY random()", new QueryOptions { Reread = true });
        Assert.Equal(1000, drawn.Rows.Count());
        string message = Assert.Throws<DataFormatException>(() => drawn.Rows.Count()).Message;
        Assert.Contains("let the query have an order that leaves no two rows undecided, over a snapshot or data at rest, or leave Reread out", message, StringComparison.Ordinal);
        // A row that moves without an order, as an update moves it.
        Dataset<IntegerCell> heap = Integers("SELECT v FROM moved", new QueryOptions { Reread = true });
        Assert.Equal(1000, heap.Rows.Count());
        postgres.Do("UPDATE moved SET v = v WHERE v = 1");
        Assert.Throws<DataFormatException>(() => heap.Rows.Count());
        Assert.Equal(1000, ordered.Rows.Count());
        // What changed is noticed, whatever the order.
        postgres.Do("UPDATE moved SET v = 5000 WHERE v = 1");
        Assert.Throws<DataFormatException>(() => ordered.Rows.Count());
    }

    [FactWithPostgres]
    public void NoMessageAndNoFileHoldsTheConnection()
    {
        string wrong = postgres.ConnectionString.Replace("Database=postgres", "Database=nowhere", StringComparison.Ordinal);
        Dataset<IntegerCell> nowhere = Dataset<IntegerCell>.FromQuery(() =>
        {
            var connection = new NpgsqlConnection(wrong);
            connection.Open();
            return new NpgsqlCommand("SELECT 1 AS v", connection).ExecuteReader(CommandBehavior.CloseConnection);
        });
        DataFormatException problem = Assert.Throws<DataFormatException>(() => nowhere.Count());
        Assert.StartsWith("the query: the query could not be opened (PostgresException", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("do-not-tell", problem.Message + nowhere, StringComparison.Ordinal);

        postgres.Do("DROP TABLE IF EXISTS told; CREATE TABLE told AS SELECT 'n' || i % 3 AS name, i AS count, i * 0.5::float8 AS value, TIMESTAMP '2024-05-01 10:00:00' AS at, i::real AS target FROM generate_series(1, 200) i");
        Dataset<Reading> readings = Dataset<Reading>.FromQuery(() => Ask("SELECT * FROM told ORDER BY count"));
        using var file = new MemoryStream();
        ReadingModel.Fit(readings.SplitRandom(0.2, 0.2, seed: 1).Train).Save(file);
        string text = Encoding.Latin1.GetString(file.ToArray());
        Assert.DoesNotContain("do-not-tell", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SELECT", text, StringComparison.Ordinal);
    }

    private NpgsqlDataReader Ask(string sql) => new NpgsqlCommand(sql, postgres.Connect()).ExecuteReader(CommandBehavior.CloseConnection);

    private Dataset<IntegerCell> Integers(string sql, QueryOptions? options = null) => Dataset<IntegerCell>.FromQuery(() => Ask(sql), options);
}
