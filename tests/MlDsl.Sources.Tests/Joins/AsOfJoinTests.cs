using System.Data.Common;
using System.Globalization;
using MlDsl.Sources.Tests.Databases;
using MlDsl.Sources.Tests.Rows;

namespace MlDsl.Sources.Tests.Joins;

/// <summary>Joins against DuckDB's ASOF JOIN on a hundred thousand rows, whatever either side is read from.</summary>
public sealed class AsOfJoinTests : DuckTests
{
    // Quotes have one row of a paper at a time, as ASOF JOIN does not say which of several it takes.
    private const string Tables = """
        SELECT setseed(0.42);
        CREATE TABLE quotes AS SELECT Paper, "At", round(random() * 100, 2) AS Bid FROM (
            SELECT DISTINCT 'paper ' || floor(random() * 40)::INT AS Paper, TIMESTAMPTZ '2024-03-01 00:00:00+00' + to_seconds(60 * floor(random() * 20000)) AS "At" FROM range(30000));
        CREATE TABLE listings AS SELECT 'paper ' || i AS Paper, 'place ' || i % 5 AS Place FROM range(0, 50, 2) t(i);
        CREATE TABLE trades AS SELECT i AS Number, TIMESTAMPTZ '2024-03-01 00:00:00+00' + to_seconds(60 * floor(random() * 20000)) AS "At",
            'paper ' || floor(random() * 45)::INT AS Paper, round(random() * 10, 1) AS Size FROM range(100000) t(i);
        """;

    private const string Joined = """
        SELECT t.Number, q.Bid, s.Bid AS BidThen, CASE WHEN q."At" >= t."At" - INTERVAL 2 HOUR THEN q.Bid END AS BidLately, l.Place
        FROM trades t ASOF LEFT JOIN quotes q ON t.Paper = q.Paper AND t."At" > q."At" ASOF LEFT JOIN quotes s ON t.Paper = s.Paper AND t."At" >= s."At" LEFT JOIN listings l ON l.Paper = t.Paper
        ORDER BY t.Number
        """;

    [Fact]
    public void EveryKindOfSourceIsJoinedAsDuckDbJoinsIt()
    {
        Duck.Do(Tables);
        string[] expected = Expected();
        Assert.Equal(100_000, expected.Length);
        Assert.InRange(expected.Count(static line => line.Contains("; ;", StringComparison.Ordinal)), 1_000, 99_000);
        foreach (string table in new[] { "quotes", "listings", "trades" })
        {
            string order = table == "trades" ? "Number" : "Paper DESC";
            Duck.Do($"COPY (FROM {table} ORDER BY {order}) TO '{Folder[table + ".csv"]}' (HEADER)");
            Duck.Do($"COPY (FROM {table} ORDER BY {order}) TO '{Folder[table + ".parquet"]}' (FORMAT parquet)");
        }
        foreach (string own in new[] { "memory", "csv", "parquet", "query" })
        {
            string other = own switch { "memory" => "query", "csv" => "parquet", "parquet" => "memory", _ => "csv" };
            Dataset<Trade> data = Of<Trade>(own, "trades").Join(Of<Quote>(other, "quotes")).Join(Of<Listing>(other, "listings"));
            Assert.Equal(expected, data.Rows.Select(static t => Shown(t.Number, t.Bid, t.BidThen, t.BidLately, t.Place)));
            Assert.Equal(expected.Count(static line => line.EndsWith(';')), data.JoinCounts()[^1].Unmatched);
        }
    }

    private Dataset<TRow> Of<TRow>(string kind, string table) where TRow : IRow<TRow> => kind switch
    {
        "csv" => Dataset<TRow>.FromCsv(Folder[table + ".csv"], new CsvOptions { HoldBytes = 0 }),
        "parquet" => Dataset<TRow>.FromParquet(Folder[table + ".parquet"], new ParquetOptions { HoldBytes = 0 }),
        "query" => Dataset<TRow>.FromQuery(() => Duck.Ask($"FROM {table} ORDER BY {(table == "trades" ? "Number" : "Paper")}")),
        _ => Dataset<TRow>.FromRows(typeof(TRow) == typeof(Trade) ? (TRow[])(object)Trades() : [.. Of<TRow>("query", table).Rows]),
    };

    private Trade[] Trades()
    {
        using DbDataReader reader = Duck.Ask("SELECT Number, \"At\", Paper, Size FROM trades ORDER BY Number");
        var trades = new List<Trade>();
        while (reader.Read())
            trades.Add(new Trade { Number = reader.GetInt64(0), At = reader.GetFieldValue<DateTimeOffset>(1), Paper = reader.GetString(2), Size = (float)reader.GetDouble(3) });
        return [.. trades];
    }

    private string[] Expected()
    {
        using DbDataReader reader = Duck.Ask(Joined);
        var lines = new List<string>();
        while (reader.Read()) lines.Add(Shown(reader.GetInt64(0), Number(1), Number(2), Number(3), reader.IsDBNull(4) ? null : reader.GetString(4)));
        return [.. lines];

        double? Number(int field) => reader.IsDBNull(field) ? null : reader.GetDouble(field);
    }

    private static string Shown(long number, double? bid, double? then, double? lately, string? place) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}; {bid}; {then}; {lately};{place}");
}
