using MlDsl.Sources.Tests.Databases;
using MlDsl.Sources.Tests.Rows;
using Xunit.Abstractions;

namespace MlDsl.Sources.Tests.Malformed;

/// <summary>What is wrong is told with its place, from every source.</summary>
[Collection(Postgres.Name)]
public sealed class MalformedTests(PostgresServer postgres, ITestOutputHelper output)
{
    private static readonly (int Column, string? Value, string Member, string Message)[] Wrong =
    [
        (0, null, "Name", "missing"),
        (1, "x", "Count", "'x' is not a finite Int32"),
        (1, "2147483648", "Count", "'2147483648' is not a finite Int32"),
        (1, "1.5", "Count", "'1.5' is not a finite Int32"),
        (2, "Infinity", "Value", "'Infinity' is not a finite Double"),
        (3, "2024-13-01", "At", "'2024-13-01' is not a date and time"),
        (4, "1e999", "Target", "'1e999' is not a finite Single"),
    ];

    [FactWithPostgres]
    public void ValuesAreNamedWithTheirPlace()
    {
        using var sources = new ReadingTexts(postgres);
        var lost = new List<string>();
        int malformed = 0;
        foreach (string kind in ReadingTexts.Kinds)
        {
            (Dataset<Reading> good, _) = sources.Of(kind, ReadingTexts.Good(110));
            Assert.Equal(110, good.Count());
            foreach ((int column, string? value, string member, string message) in Wrong)
            {
                foreach (int row in new[] { 1, 40, 41, 110 })
                {
                    string?[][] rows = ReadingTexts.Good(110);
                    rows[row - 1][column] = value;
                    (Dataset<Reading> bad, string name) = sources.Of(kind, rows);
                    malformed++;
                    DataFormatException problem = Assert.Throws<DataFormatException>(() => bad.Count());
                    bool isPlaced = problem.Message.StartsWith($"{name}, {ReadingTexts.Place(kind, row)}: ", StringComparison.Ordinal) || (kind == "csv" && problem.Line == row + 1);
                    if (!isPlaced || problem.File != name || problem.Member != member || !problem.Message.Contains(message, StringComparison.Ordinal))
                        lost.Add($"{kind}, row {row}, {member}: {problem.Message}");
                }
            }
        }
        foreach (string kind in new[] { "arrow", "parquet", "duckdb", "postgresql" })
        {
            foreach (TypedCell wrong in TypedCell.All)
            {
                foreach (int row in new[] { 1, 2, 40 })
                {
                    malformed++;
                    if (wrong.Problem(kind, row, postgres) is { } problem) lost.Add(problem);
                }
            }
        }
        output.WriteLine($"sources: malformed={malformed} placed={malformed - lost.Count}");
        Assert.True(malformed >= 200);
        Assert.Empty(lost);
    }
}
