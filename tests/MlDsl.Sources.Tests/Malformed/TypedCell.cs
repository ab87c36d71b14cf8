using MlDsl.Sources.Tests.Databases;
using MlDsl.Sources.Tests.Formats;
using MlDsl.Sources.Tests.Rows;
using Npgsql;

namespace MlDsl.Sources.Tests.Malformed;

/// <summary>A value that has a type and is none of its column, among forty rows.</summary>
/// <param name="Good">What the other rows have, as SQL that DuckDB and PostgreSQL take.</param>
/// <param name="Bad">The value.</param>
/// <param name="Cell">The type of the column.</param>
public sealed record TypedCell(string Good, string Bad, string Cell)
{
    /// <summary>Values beyond what columns hold.</summary>
    public static IReadOnlyList<TypedCell> All { get; } =
    [
        new("CAST(1 AS DECIMAL(38,0))", "CAST(99999999999999999999999999999999999999 AS DECIMAL(38,0))", "integer"),
        new("CAST(1 AS DECIMAL(9,2))", "CAST(1.5 AS DECIMAL(9,2))", "integer"),
        new("CAST(1 AS DOUBLE PRECISION)", "CAST('NaN' AS DOUBLE PRECISION)", "number"),
        new("CAST(1 AS DOUBLE PRECISION)", "CAST('Infinity' AS DOUBLE PRECISION)", "number"),
        new("CAST(1 AS INTEGER)", "CAST(2 AS INTEGER)", "flag"),
        new("CAST('2024-01-01' AS DATE)", "CAST('infinity' AS DATE)", "date"),
        new("CAST('2024-01-01' AS TIMESTAMP)", "CAST('infinity' AS TIMESTAMP)", "time"),
        new("CAST('2024-01-01' AS TIMESTAMP)", "CAST('2024-01-01 10:00:00' AS TIMESTAMP)", "date"),
        new("CAST('{1.5, 2.5}' AS real[])", "CAST('{1.5}' AS real[])", "vector"),
    ];

    /// <summary>What is wrong with the error that the value gives at a row; null where it is placed.</summary>
    public string? Problem(string kind, int row, PostgresServer postgres)
    {
        using var folder = new TemporaryFolder();
        using var duck = new Duck();
        string postgresSql = $"SELECT CASE WHEN i = {row} THEN {Bad} ELSE {Good} END AS v FROM generate_series(1, 40) t(i) ORDER BY i";
        string duckSql = postgresSql.Replace("'{", "'[", StringComparison.Ordinal).Replace("}'", "]'", StringComparison.Ordinal);
        ICellSource source;
        string place = $"the query, row {row}: ";
        switch (kind)
        {
            case "parquet":
                duck.Do($"COPY ({duckSql}) TO '{folder["v.parquet"]}' (FORMAT parquet)");
                (source, place) = (new CellFile(folder["v.parquet"]), $"{folder["v.parquet"]}, row group 1, row {row}: ");
                break;
            case "arrow":
                duck.Do($"COPY ({duckSql}) TO '{folder["v.parquet"]}' (FORMAT parquet)");
                CellFile.ToArrow(folder["v.parquet"], folder["v.arrow"]);
                (source, place) = (new CellFile(folder["v.arrow"]), $"{folder["v.arrow"]}, record batch 1, row {row}: ");
                break;
            case "duckdb":
                source = new CellQuery(() => duck.Ask(duckSql));
                break;
            default:
                source = new CellQuery(() => new NpgsqlCommand(postgresSql, postgres.Connect()).ExecuteReader(System.Data.CommandBehavior.CloseConnection));
                break;
        }
        try
        {
            return $"{kind}, row {row}, {Bad}: no error, but {Rows.Cell.Read(Cell, source)}";
        }
        catch (DataFormatException problem)
        {
            return problem.Message.StartsWith(place, StringComparison.Ordinal) ? null : $"{kind}, row {row}, {Bad}: {problem.Message}";
        }
    }
}
