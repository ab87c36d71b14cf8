namespace MlDsl.Labels.Tests.Rows;

/// <summary>A point of a plane and its colour.</summary>
[Dataset]
public sealed partial record Spot
{
    [Id] public required string Id { get; init; }
    [Numeric] public required float X { get; init; }
    [Numeric] public required float Y { get; init; }
    [Label] public bool IsRed { get; init; }

    /// <summary>So many points around the origin, red where X + Y is above a little noise.</summary>
    public static Spot[] Some(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            float x = (random.NextSingle() * 2) - 1, y = (random.NextSingle() * 2) - 1;
            return new Spot { Id = $"s{i}", X = x, Y = y, IsRed = x + y + ((random.NextSingle() - 0.5f) * 0.4f) > 0 };
        })];
    }
}

[Model<Spot, BinaryClassification>]
[LogisticRegression(L2 = 1e-3)]
public sealed partial class SpotModel;

/// <summary>A point that belongs to a sheet, all of whose points are looked at together.</summary>
[Dataset]
public sealed partial record SheetSpot
{
    [Group] public required int Sheet { get; init; }
    [Numeric] public required float X { get; init; }
    [Numeric] public required float Y { get; init; }
    [Label] public required string Colour { get; init; }

    /// <summary>Sheets of one to five points, of three colours by their distance from the origin.</summary>
    public static SheetSpot[] Some(int sheets, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, sheets).SelectMany(sheet => Enumerable.Range(0, 1 + (sheet % 5)).Select(_ =>
        {
            float x = (random.NextSingle() * 2) - 1, y = (random.NextSingle() * 2) - 1;
            return new SheetSpot { Sheet = sheet, X = x, Y = y, Colour = x < -0.3f ? "blue" : x < 0.3f ? "green" : "red" };
        }))];
    }
}

[Model<SheetSpot, MulticlassClassification>]
[LogisticRegression(L2 = 1e-3)]
public sealed partial class SheetSpotModel;
