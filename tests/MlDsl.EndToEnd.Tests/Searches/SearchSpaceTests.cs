using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests.Searches;

/// <summary>What may be searched, and what of it is refused before anything is trained.</summary>
public sealed class SearchSpaceTests
{
    private static readonly SearchSpace<PointOptions> Empty = SearchSpace.Of(new PointOptions());

    [Theory]
    [InlineData(2, 1, SearchScale.Linear, "'X' goes from 2 to 1; give finite ends, the lower one first")]
    [InlineData(1, 1, SearchScale.Linear, "'X' goes from 1 to 1")]
    [InlineData(double.NaN, 1, SearchScale.Linear, "'X' goes from NaN to 1")]
    [InlineData(0, double.PositiveInfinity, SearchScale.Linear, "'X' goes from 0 to Infinity")]
    [InlineData(-1.7e308, 1.7e308, SearchScale.Linear, "give finite ends")]
    [InlineData(0, 1, SearchScale.Log, "'X' begins at 0, and a logarithmic one begins above 0")]
    [InlineData(0, 1, (SearchScale)7, "must be Linear or Log")]
    public void RefusesEndsThatContradict(double from, double to, SearchScale scale, string message) =>
        Says(message, () => Empty.Number(nameof(PointOptions.X), from, to, static (o, x) => o with { X = x }, scale));

    [Fact]
    public void RefusesWhatTheOptionsRefuse()
    {
        Says("'Share' cannot be 2, which its range has: Share must be 0 to 1", () => Empty.Number("Share", 0, 2, static (o, s) => o with { Share = s }));
        Says("'Share' cannot be 3, which its range has", () => Empty.Choice("Share", [0, 3.0], static (o, s) => o with { Share = s }));
        Says("'Steps' goes from 9 to 3", () => Empty.Integer("Steps", 9, 3, static (o, s) => o with { Steps = s }));
        Says("from 1 values; give two or more", () => Empty.Choice("Steps", [1], static (o, s) => o with { Steps = s }));
        Says("that have '4' twice", () => Empty.Choice("Steps", [4, 1, 4], static (o, s) => o with { Steps = s }));
        Says("'X' has a range already", () => PointOptions.Plane(0, 1, 0, 1).Number("X", 0, 1, static (o, x) => o with { X = x }));
        Assert.ThrowsAny<ArgumentException>(() => Empty.Number(" ", 0, 1, static (o, x) => o with { X = x }));
    }

    [Fact]
    public void TellsSpacesApart()
    {
        SearchSpace<PointOptions> plane = PointOptions.Plane(0, 1, 0, 1);
        SearchSpace[] others =
        [
            PointOptions.Plane(0, 1, 0, 2), Empty, SearchSpace.Of(new PointOptions { Steps = 3 }), plane.Union(plane), plane.Integer("Steps", 1, 9, static (o, s) => o with { Steps = s }),
            plane.Integer("Steps", 1, 9, static (o, s) => o with { Steps = s }, SearchScale.Log), plane.Choice("Steps", [1, 9], static (o, s) => o with { Steps = s }),
        ];
        Assert.Equal(others.Length + 1, others.Append(plane).Select(static s => s.Hash).Distinct().Count());
        Assert.Equal(plane.Hash, PointOptions.Plane(0, 1, 0, 1).Hash);
        Assert.Equal("Point\n  X: 0 to 1, Linear\n  Y: 0 to 1, Linear\nPoint", plane.Union(Empty).ToString());
    }

    // Every whole number owns as much of the range; in the logarithm as much as its share of it.
    [Fact]
    public void DrawsWholeNumbersEvenly()
    {
        SearchSpace<PointOptions> space = Empty.Integer("Steps", 1, 8, static (o, s) => o with { Steps = s }).Integer("Log", 1, 8, static (o, s) => o with { X = s }, SearchScale.Log);
        var sampler = new RandomSampler(space, 5);
        double[][] drawn = [.. Enumerable.Range(0, 8000).Select(trial => sampler.Propose(trial, []).Values)];
        for (int value = 1; value <= 8; value++)
        {
            Assert.InRange(drawn.Count(v => v[0] == value), 900, 1100);
            double share = Math.Log((value + 0.5) / (value - 0.5)) / Math.Log(17);
            Assert.InRange(drawn.Count(v => v[1] == value), (8000 * share) - 130, (8000 * share) + 130);
        }
    }

    [Fact]
    public void PositionsAndValuesGoBothWays()
    {
        SearchParameter[] parameters =
        [
            .. Empty.Number("X", 1e-6, 10, static (o, x) => o with { X = x }, SearchScale.Log).Number("Y", -3, 5, static (o, y) => o with { Y = y })
                .Integer("Steps", 2, 300, static (o, s) => o with { Steps = s }, SearchScale.Log).Choice("Share", [0.25, 0.5, 1], static (o, s) => o with { Share = s }).Alternatives[0].Parameters,
        ];
        foreach (SearchParameter parameter in parameters)
        {
            for (double position = 0; position < 1; position += 0.037)
            {
                double value = parameter.ValueAt(position);
                Assert.Equal(value, parameter.ValueAt(parameter.PositionOf(value)));
            }
        }
        Assert.Equal("0.5", parameters[3].Text(1));
        Assert.Equal(0.5, ((PointOptions)parameters[3].Apply(new PointOptions(), 1)).Share);
    }

    [Fact]
    public void OptionsOfASearchAreHeldToTheirRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearch { Trials = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HalvingSearch { Factor = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HalvingSearch { Steps = 11 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelSearch { Candidates = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions { Budget = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions { Concurrent = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchControl { Workers = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchControl { HoldBytes = -1 });
        Says("has room for as many brackets", () => Formulas.Run(PointOptions.Plane(0, 1, 0, 1), new() { Strategy = new HalvingSearch { Steps = 2, Brackets = 3 } }, static (_, _) => 0).Run());
    }

    private static void Says(string message, Func<object> make) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
