using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

/// <summary>A made-up evening: who watched what, for how long, and how he liked it.</summary>
[Dataset]
public sealed partial record Watch
{
    [User] public required string Viewer { get; init; }
    [Item] public required string Film { get; init; }
    [Event] public float Minutes { get; init; } = 1;
    [Label] public float Stars { get; init; } = 3;
    [EventTime] public DateTime At { get; init; } = DateTime.UnixEpoch;
}

[Model<Watch, Recommendation>(Name = "evening", Version = "2")]
[ImplicitAls(Factors = 4, Seed = 3)]
public sealed partial class Evening;

/// <summary>A recommender by what is alike.</summary>
[Model<Watch, Recommendation>]
[ItemNeighbours(Shrinkage = 0)]
public sealed partial class Alike;

/// <summary>Rows of made-up evenings.</summary>
internal static class Watches
{
    /// <summary>Rows of viewers and films by a letter each, one after the other in time: <c>aX aY bX</c>.</summary>
    public static IEnumerable<Watch> Of(string pairs) => pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(static (pair, i) => new Watch { Viewer = pair[..1], Film = pair[1..], At = DateTime.UnixEpoch.AddDays(i) });

    /// <summary>All rows to train on.</summary>
    public static TrainSet<Watch> Train(IEnumerable<Watch> rows) => Dataset<Watch>.FromRows(rows).SplitByTime(validation: 0, test: 0).Train;

    /// <summary>Rows to train on, and later ones to measure on.</summary>
    public static Split<Watch> Split(string before, string after) => Dataset<Watch>.FromRows(
        Of(before).Concat(Of(after).Select(static w => w with { At = w.At.AddYears(1) }))).SplitByTime(DateTime.UnixEpoch.AddDays(364), Dataset<Watch>.FromRows(Of("aX").Select(static w => w with { At = w.At.AddYears(9) })));

    /// <summary>Many viewers of two tastes.</summary>
    public static Watch[] Many(int viewers, int films, int seed)
    {
        var draws = new Random(seed);
        return [.. Enumerable.Range(0, viewers).SelectMany(v => Enumerable.Range(0, 12).Select(i => new Watch
        {
            Viewer = $"v{v:000}",
            Film = $"f{(draws.Next(films / 2) * 2) + (draws.Next(8) == 0 ? 1 - (v % 2) : v % 2):000}",
            Minutes = 1 + draws.Next(3),
            Stars = 1 + draws.Next(5),
            At = DateTime.UnixEpoch.AddMinutes((i * 1000) + draws.Next(1000)),
        }))];
    }
}
