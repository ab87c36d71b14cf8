namespace MlDsl.Labels.Tests;

/// <summary>What ratings cannot tell is said with its reason, and what is no rating is refused by name.</summary>
public sealed class UndefinedAgreementTests
{
    [Fact]
    public void OneAnnotatorHasNoAgreement()
    {
        var ratings = Ratings.Of([new Rating("1", "anna", "spam"), new Rating("2", "anna", "fine")]);
        AgreementReport report = Agreement.Measure(ratings);
        foreach (AgreementFigure figure in (AgreementFigure[])[report.Percent, report.Fleiss, report.Krippendorff])
        {
            Assert.True(double.IsNaN(figure.Value.Value));
            Assert.Equal("there is one annotator only", figure.Undefined);
        }
        Assert.Empty(report.Pairs);
        Assert.Contains("undefined: there is one annotator only", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"undefined\":\"there is one annotator only\"", report.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void NoRatingsHaveNoAgreement()
    {
        AgreementReport report = Agreement.Measure(Ratings.Of([]));
        Assert.Equal("there are no ratings", report.Krippendorff.Undefined);
        Assert.Equal((0, 0), (report.Items, report.Ratings));
    }

    [Fact]
    public void OneClassHasAgreementButNoKappa()
    {
        var ratings = Ratings.Of(Enumerable.Range(0, 30).SelectMany(static i => (Rating[])[new($"{i}", "a", "same"), new($"{i}", "b", "same"), new($"{i}", "c", "same")]));
        AgreementReport report = Agreement.Measure(ratings);
        Assert.Equal(1, report.Percent.Value.Value);
        foreach (AgreementFigure figure in (AgreementFigure[])[report.Fleiss, report.Krippendorff, report.Pairs[0].Kappa, report.Annotators[0].Kappa, report.Classes[0].Kappa])
        {
            Assert.True(double.IsNaN(figure.Value.Value));
            Assert.Contains("all ratings are of one class", figure.Undefined, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(RatingScale.Ordinal)]
    [InlineData(RatingScale.Interval)]
    public void OneNumberHasNoAlphaOnAnyScale(RatingScale scale) =>
        Assert.NotNull(Agreement.Krippendorff(Ratings.Of([new("1", "a", "0.1"), new("1", "b", "0.1"), new("2", "a", "0.1"), new("2", "b", "0.1"), new("3", "a", "0.1"), new("3", "b", "0.1")]), scale).Undefined);

    [Fact]
    public void AnnotatorsWithoutACommonItemAreNotCompared()
    {
        var ratings = Ratings.Of([new Rating("1", "a", "x"), new Rating("2", "b", "y")]);
        Assert.Equal("no item has ratings of two annotators", Agreement.Fleiss(ratings).Undefined);
        Assert.Equal("no item has a rating of both", Agreement.Cohen(ratings, "a", "b").Undefined);
        Assert.Equal("no item has a rating of somebody else as well", Agreement.ByAnnotator(ratings)[0].Percent.Undefined);
    }

    [Fact]
    public void FewItemsHaveNoInterval()
    {
        AgreementFigure figure = Agreement.Percent(Ratings.Of([new("1", "a", "x"), new("1", "b", "x"), new("2", "a", "x"), new("2", "b", "y")]));
        Assert.Equal(0.5, figure.Value.Value);
        Assert.False(figure.Value.HasInterval);
    }

    [Fact]
    public void WhatIsNoRatingIsNamed()
    {
        Assert.Contains("'anna' rates item '1' twice", Refused(static () => Ratings.Of([new("1", "anna", "x"), new("1", "anna", "y")])), StringComparison.Ordinal);
        Assert.Contains("'anna' says 'span' of item '1', which is none of the classes spam, fine", Refused(static () => Ratings.Of([new("1", "anna", "span")], ["spam", "fine"])), StringComparison.Ordinal);
        Assert.Contains("The class 'spam' is there twice", Refused(static () => Ratings.Of([], ["spam", "spam"])), StringComparison.Ordinal);
        var two = Ratings.Of([new("1", "a", "x"), new("1", "b", "1")]);
        Assert.Contains("There is no rating by 'c'; there are ratings by a, b", Refused(() => Agreement.Cohen(two, "a", "c")), StringComparison.Ordinal);
        Assert.Contains("'a' is compared with itself", Refused(() => Agreement.Cohen(two, "a", "a")), StringComparison.Ordinal);
        Assert.Contains("are not all numbers", Refused(() => Agreement.Krippendorff(two, RatingScale.Interval)), StringComparison.Ordinal);
        Assert.Contains("There is no rating of an item '2'", Refused(() => two["2", "a"]), StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Assert.Contains("at least 20 resamples", Assert.Throws<ArgumentOutOfRangeException>(static () => new AgreementOptions { Resamples = 5 }).Message, StringComparison.Ordinal);
        Assert.Contains("above 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(static () => new AgreementOptions { Level = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("above 0 and below 1", Assert.Throws<ArgumentOutOfRangeException>(static () => new AgreementOptions { DriftLevel = double.NaN }).Message, StringComparison.Ordinal);
        Assert.Contains("at least 2 stretches", Assert.Throws<ArgumentOutOfRangeException>(static () => new AgreementOptions { TimeBlocks = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("at least 99 permutations", Assert.Throws<ArgumentOutOfRangeException>(static () => new AgreementOptions { Permutations = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1 round", Assert.Throws<ArgumentOutOfRangeException>(static () => new DawidSkeneOptions { MaxIterations = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(static () => new DawidSkeneOptions { Tolerance = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("0 or more", Assert.Throws<ArgumentOutOfRangeException>(static () => new DawidSkeneOptions { Smoothing = -1 }).Message, StringComparison.Ordinal);
    }

    private static string Refused(Func<object?> make) => Assert.Throws<ArgumentException>(make).Message;
}
