using System.Globalization;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

/// <summary>A rating of a film, as the public data set of ratings has them.</summary>
[Dataset]
public sealed partial record Rating
{
    [User] public required int Viewer { get; init; }
    [Item] public required int Film { get; init; }
    [Label] public required float Stars { get; init; }
    [EventTime] public required DateTime At { get; init; }
}

[Model<Rating, Recommendation>(Name = "films")]
[ImplicitAls(Factors = 32, Seed = 7)]
public sealed partial class Films;

/// <summary>The public ratings, and the ways they are split for measurements that were made before.</summary>
internal static class Ratings
{
    public static readonly Lazy<Rating[]> All = new(static () =>
    [
        .. File.ReadLines(TestData.File("ratings.csv")).Skip(1).Select(static line =>
        {
            string[] fields = line.Split(',');
            return new Rating
            {
                Viewer = int.Parse(fields[0], CultureInfo.InvariantCulture),
                Film = int.Parse(fields[1], CultureInfo.InvariantCulture),
                Stars = float.Parse(fields[2], CultureInfo.InvariantCulture),
                At = DateTime.UnixEpoch.AddSeconds(long.Parse(fields[3], CultureInfo.InvariantCulture)),
            };
        }),
    ]);

    /// <summary>A quarter of the rows at random: no split of recommenders, so the times are drawn and the rows split by them.</summary>
    public static Split<Rating> Random(int seed)
    {
        var draws = new Random(seed);
        return Dataset<Rating>.FromRows(All.Value.Select(row => row with { At = DateTime.UnixEpoch.AddTicks(draws.NextInt64(1L << 50)) })).SplitByTime(validation: 0.25, test: 0);
    }

    /// <summary>The last fifth of every user's rows.</summary>
    public static Split<Rating> Last => Dataset<Rating>.FromRows(All.Value).SplitByUserTime(validation: 0.2, test: 0);

    /// <summary>The last fifth of all rows.</summary>
    public static Split<Rating> Later => Dataset<Rating>.FromRows(All.Value).SplitByTime(validation: 0.2, test: 0);
}
