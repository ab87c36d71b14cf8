using MlDsl.Labels.Tests.Rows;
using MlDsl.Reports;

namespace MlDsl.Labels.Tests.Errors;

/// <summary>Errors by tag over versions; figures by hand and by published ones.</summary>
public sealed class ErrorTaxonomyTests
{
    private enum Kind
    {
        [ErrorTag("Sarcasm that the words do not show")]
        Sarcasm,
        Short,
        Unused,
    }

    [Fact]
    public void CountsWhatGotBetterRowByRow()
    {
        // Of ten sarcastic rows version 1 gets eight wrong, of which version 2 mends six and breaks one.
        ModelAnswer[] first = [.. Enumerable.Range(0, 14).Select(static i => new ModelAnswer($"r{i}", "no", i < 8 ? "yes" : "no"))];
        ModelAnswer[] second = [.. Enumerable.Range(0, 14).Select(static i => new ModelAnswer($"r{i}", "no", i is < 2 or 8 ? "yes" : "no"))];
        Review<Kind>[] reviews = [.. Enumerable.Range(0, 10).Select(static i => new Review<Kind>($"r{i}", Kind.Sarcasm)), .. Enumerable.Range(8, 6).Select(static i => new Review<Kind>($"r{i}", Kind.Short, "note"))];
        ErrorTaxonomy<Kind> taxonomy = ErrorTaxonomy<Kind>.Of(reviews, [new VersionAnswers("1", first), new VersionAnswers("2", second)]);
        Assert.Equal([Kind.Sarcasm, Kind.Short], taxonomy.Tags.Select(static tag => tag.Tag));
        TagErrors<Kind> sarcasm = taxonomy.Tags[0];
        Assert.Equal("Sarcasm that the words do not show", sarcasm.Description);
        Assert.Equal([(10, 8), (10, 3)], sarcasm.Versions.Select(static v => (v.Rows, v.Errors)));
        Assert.Equal((8.0, 2.0), (sarcasm.Versions[0].Confusion[0, 1], sarcasm.Versions[0].Confusion[0, 0]));
        TagChange change = Assert.Single(sarcasm.Changes);
        Assert.Equal(("1", "2", 6, 1), (change.From, change.To, change.Fixed, change.Broken));
        Assert.Equal(-0.5, change.Difference.Value, 12);
        // McNemar's exact test of 6 and 1: 2·(1 + 7)/128; the other tag has 0 and 1, 1; Holm doubles the smaller.
        Assert.Equal(0.25, change.Probability, 12);
        Assert.Equal(1, taxonomy.Tags[1].Changes[0].Probability, 9);
        Assert.Equal("", taxonomy.Tags[1].Description);
        Assert.Contains("Sarcasm (Sarcasm that the words do not show)\n  1: 8 of 10 wrong, 0.800 [", taxonomy.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 to 2: 6 fixed, 1 broken, -0.500 [", taxonomy.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    // Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void SharesHaveWilsonsInterval(int count, int of, double low, double high)
    {
        Metric share = PairedShares.Wilson(count, of);
        Assert.Equal((low, high), (Math.Round(share.Low, 4), Math.Round(share.High, 4)));
        Metric other = PairedShares.Wilson(of - count, of);
        Assert.Equal((Math.Round(1 - high, 4), Math.Round(1 - low, 4)), (Math.Round(other.Low, 4), Math.Round(other.High, 4)));
    }

    [Fact]
    public void TheDifferenceCoversTheTruthAsOftenAsItSays()
    {
        // 40 rows of which 30 per cent are mended and 10 broken: how often −0.2 is inside, by every outcome's probability.
        double covered = 0;
        for (int mended = 0; mended <= 40; mended++)
        {
            for (int broken = 0; broken <= 40 - mended; broken++)
            {
                double probability = new MathNet.Numerics.Distributions.Multinomial([0.3, 0.1, 0.6], 40).Probability([mended, broken, 40 - mended - broken]);
                Metric difference = PairedShares.Difference(broken, mended, 40);
                if (difference.Low <= -0.2 && difference.High >= -0.2) covered += probability;
            }
        }
        Assert.InRange(covered, 0.94, 0.975);
    }

    [Fact]
    public void TestsAreAdjustedByHolm() => Assert.Equal([0.03, 0.06, 0.06, 0.02], PairedShares.Holm([0.01, 0.04, 0.03, 0.005]).Select(static p => Math.Round(p, 12)));

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 6, 0.03125)]
    [InlineData(1, 8, 0.0390625)]
    public void ChangesAreTestedExactly(int more, int less, double probability) => Assert.Equal(probability, PairedShares.McNemar(more, less), 12);

    [Fact]
    public void WhatDoesNotGoTogetherIsNamed()
    {
        Review<Kind>[] one = [new("a", Kind.Short)];
        VersionAnswers both = new("1", [new("a", "x", "x")]);
        Said("no review", [], [both]);
        Said("no version", one, []);
        Said("'a' has the tag Short twice", [.. one, .. one], [both]);
        Said("The version '1' is there twice", one, [both, both]);
        Said("version '2' has no answer of the row 'a'", one, [both, new("2", [new("b", "x", "x")])]);
        Said("has two answers of the row 'a'", one, [new("1", [new("a", "x", "x"), new("a", "x", "y")])]);
        Said("the label 'x' in '1' and 'y' in '2'", one, [both, new("2", [new("a", "y", "x")])]);
        Assert.Throws<ArgumentException>(static () => new ErrorTagAttribute(" "));

        static void Said(string said, Review<Kind>[] reviews, VersionAnswers[] versions) =>
            Assert.Contains(said, Assert.Throws<LabelQualityException>(() => ErrorTaxonomy<Kind>.Of(reviews, versions)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnswersAreThoseOfTheModel()
    {
        Split<Spot> split = Dataset<Spot>.FromRows(Spot.Some(300, seed: 3)).SplitStratified(validation: 0.3, test: 0.1, seed: 1);
        SpotModel model = SpotModel.Fit(split.Train).WithThreshold((Probability)0.9f);
        VersionAnswers answers = model.Answers(split.Validation, static row => row.Id);
        Assert.Equal(split.Validation.Rows.Select(row => new ModelAnswer(row.Id, row.IsRed ? "true" : "false", model.Predict(row.ToInput()).Probability.Value >= 0.9f ? "true" : "false")), answers.Answers);
        Assert.Equal(model.Card.Version, answers.Version);
        TrainSet<SheetSpot> sheets = Dataset<SheetSpot>.FromRows(SheetSpot.Some(60, seed: 2)).FoldsByGroup(2, seed: 1)[0].Train;
        SheetSpotModel colours = SheetSpotModel.Fit(sheets);
        ValidationSet<SheetSpot> others = Dataset<SheetSpot>.FromRows(SheetSpot.Some(60, seed: 2)).FoldsByGroup(2, seed: 1)[0].Validation;
        Assert.Equal(others.Rows.Select(row => new ModelAnswer($"{row.X}", row.Colour, colours.Predict(row.ToInput()).Label)), colours.Answers(others, static row => $"{row.X}").Answers);
    }

    [Fact]
    public void ProposesWhatTheLargestErrorsHaveInCommon()
    {
        // Where X is above 0.6 the colour says nothing.
        var random = new Random(1);
        Spot[] rows = [.. Spot.Some(4000, seed: 3).Select(row => row.X > 0.6f ? row with { IsRed = random.Next(2) == 0 } : row)];
        Split<Spot> split = Dataset<Spot>.FromRows(rows).SplitStratified(validation: 0.5, test: 0.1, seed: 1);
        ErrorCluster[] clusters = [.. SpotModel.Fit(split.Train).ProposeErrorTags(split.Validation, ReportOptions.Default with { Evaluation = new() { Resamples = 0 } })];
        Assert.StartsWith("X ≥ ", clusters[0].Name, StringComparison.Ordinal);
        Assert.Equal("log-loss", clusters[0].Error);
        Assert.True(clusters[0].Times.Low > 1.5 && clusters[0].OfLargest > clusters[0].OfAll);
    }
}
