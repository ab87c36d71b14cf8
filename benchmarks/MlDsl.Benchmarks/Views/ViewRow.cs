using Microsoft.ML.Data;

namespace MlDsl.Benchmarks.Views;

/// <summary>A row of columns that ML.NET's own way from objects knows as well: the same objects go both ways.</summary>
[Dataset]
public sealed partial record ViewRow
{
    [Numeric] public required float F0 { get; init; }

    [Numeric] public required float F1 { get; init; }

    [Numeric] public required float F2 { get; init; }

    [Numeric] public required float F3 { get; init; }

    [Numeric] public required float F4 { get; init; }

    [Numeric] public required float F5 { get; init; }

    [Numeric] public required double Seconds { get; init; }

    [Numeric] public required int Count { get; init; }

    [Numeric] public required bool IsNew { get; init; }

    [Numeric(Length = 4), VectorType(4)] public required float[] Vector { get; init; }

    [Categorical] public required string Vendor { get; init; }

    [Categorical] public required string Payment { get; init; }

    public required DateTime When { get; init; }

    public required long Number { get; init; }

    [Label] public required float Label { get; init; }

    /// <summary>Rows that are made up, the same for a number.</summary>
    public static ViewRow[] Make(int count)
    {
        var random = new Random(5);
        float Next() => random.NextSingle();
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var row = new ViewRow
            {
                F0 = Next(),
                F1 = Next(),
                F2 = Next(),
                F3 = Next(),
                F4 = Next(),
                F5 = Next(),
                Seconds = random.NextDouble() * 100,
                Count = random.Next(8),
                IsNew = random.Next(2) == 0,
                Vector = [Next(), Next(), Next(), Next()],
                Vendor = Vendors[random.Next(Vendors.Length)],
                Payment = Payments[random.Next(Payments.Length)],
                When = start.AddSeconds(i),
                Number = i,
                Label = 0,
            };
            return row with { Label = row.F0 - (2 * row.F1) + row.Vector[2] + (row.Vendor.Length * 0.1f) + (Next() * 0.1f) };
        })];
    }

    private static readonly string[] Vendors = [.. Enumerable.Range(0, 12).Select(static i => $"vendor {i}")], Payments = ["cash", "card", "none", "other"];
}
