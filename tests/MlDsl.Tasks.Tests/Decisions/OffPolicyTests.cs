namespace MlDsl.Tasks.Tests.Decisions;

public sealed class OffPolicyTests
{
    private static readonly OffPolicyOptions Options = new() { Seed = 3 };

    /// <summary>Four decisions by hand.</summary>
    [Fact]
    public void ValuesAreThoseOfTheirFormulas()
    {
        Offer[] rows =
        [
            Row(0, Discount.None, 1), Row(1, Discount.Five, 3), Row(2, Discount.Ten, 2), Row(3, Discount.Five, 5),
        ];
        double[][] propensities = [[0.5, 0.25, 0.25], [0.5, 0.25, 0.25], [0.2, 0.4, 0.4], [0.1, 0.5, 0.4]];
        var options = new OffPolicyOptions { Range = new(0, 10), FewestEffectiveRows = 5 };
        // Sixteen times the same rows, so that there are enough.
        Offer[] many = [.. Enumerable.Range(0, 16).SelectMany(time => rows.Select(row => row with { Number = $"{row.Number}-{time}" }))];
        PolicyEvaluation said = Offers.Logged(many, [.. Enumerable.Range(0, 16).SelectMany(_ => propensities)]).Evaluate(new Always(Discount.Five), options);
        Assert.Equal(((3 / 0.25) + (5 / 0.5)) / 4, said.InversePropensity.Value.Value, 6);
        Assert.Equal(((3 / 0.25) + (5 / 0.5)) / ((1 / 0.25) + (1 / 0.5)), said.SelfNormalized.Value.Value, 6);
        Assert.Equal(11.0 / 4, said.Logged.Value.Value, 6);
        // E w² and E w⁴ of the action in each context: 1/p and 1/p³.
        double squares = 4 + 4 + 2.5 + 2, fourths = 64 + 64 + 15.625 + 8;
        Assert.Equal(16 * squares * squares / fourths, said.InversePropensity.EffectiveRows, 6);
        Assert.Equal(64, said.Logged.EffectiveRows, 6);
        Assert.Equal(4, said.InversePropensity.LargestWeight, 6);
        Assert.Equal(0, said.InversePropensity.CutShare);
    }

    [Fact]
    public void EveryEstimatorFindsTheValueOfAPolicyThatWasTriedElsewhere()
    {
        DecisionPolicy<Offer.Input, Discount> asked = Offers.Space.EpsilonGreedy(new TrueMeans(), 0.2);
        PolicyEvaluation said = Offers.Logged(Offers.Space.Uniform(), 6000, 1).Evaluate(asked, static rows => OfferModel.Fit(rows), Options);
        double truth = Offers.Decide(asked, 200_000, 2, noise: 0).Rows.Average(static row => (double)row.Spent);
        foreach (PolicyValue value in (PolicyValue[])[said.InversePropensity, said.SelfNormalized, said.DoublyRobust!])
        {
            Assert.True(value.IsEstimable, value.Problem);
            Assert.InRange(truth, value.Value.Low, value.Value.High);
            Assert.InRange(value.Value.High - value.Value.Low, 0.02, 0.6);
        }
        Assert.Contains("doubly robust", said.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What two policies do alike cancels: the difference is told far better than by two intervals.</summary>
    [Fact]
    public void AComparisonIsPaired()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> log = Offers.Logged(Offers.Space.Uniform(), 4000, 4);
        DecisionPolicy<Offer.Input, Discount> greedy = Offers.Space.EpsilonGreedy(new TrueMeans(), 0.1), close = Offers.Space.EpsilonGreedy(new TrueMeans(), 0.3);
        PolicyComparison said = log.Compare(greedy, close, static rows => OfferModel.Fit(rows), Options);
        Assert.Equal(said.First.InversePropensity.Value.Value - said.Second.InversePropensity.Value.Value, said.InversePropensity.Value.Value, 9);
        Assert.Equal(said.First.SelfNormalized.Value.Value - said.Second.SelfNormalized.Value.Value, said.SelfNormalized.Value.Value, 9);
        Assert.Equal(said.First.DoublyRobust!.Value.Value - said.Second.DoublyRobust!.Value.Value, said.DoublyRobust!.Value.Value, 9);
        foreach (PolicyValue value in (PolicyValue[])[said.InversePropensity, said.SelfNormalized, said.DoublyRobust!])
        {
            Assert.True(value.Value.Low > 0, value.ToString());
            Assert.True(value.Value.High - value.Value.Low < 0.5 * (said.First.InversePropensity.Value.High - said.First.InversePropensity.Value.Low));
        }
        // Over the one that decided, and over itself.
        Assert.True(log.Compare(greedy, options: Options).InversePropensity.Value.Low > 0);
        Assert.Equal(new Metric(0, 0, 0), log.Compare(greedy, greedy, Options).SelfNormalized.Value);
    }

    [Fact]
    public void TooFewEffectiveRowsGiveNoFigure()
    {
        // 500 decisions that take 'Ten' in one of 60 cases.
        PolicyEvaluation said = Offers.Logged(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.05), 500, 5).Evaluate(new Always(Discount.Ten), Options);
        Assert.False(said.InversePropensity.IsEstimable);
        Assert.False(said.InversePropensity.Value.IsDefined);
        Assert.Contains("effective rows", said.InversePropensity.Problem, StringComparison.Ordinal);
        Assert.Contains("not estimable", said.ToString(), StringComparison.Ordinal);
        Assert.True(said.Logged.IsEstimable);
    }

    [Fact]
    public void AnActionThatIsNeverLoggedIsNamedWithItsPlace()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> log = Offers.Logged(Offers.Space.EpsilonGreedy(new TrueMeans(), 0), 300, 6);
        PolicyEvaluation said = log.Evaluate(new Always(Discount.Five), Options);
        Assert.Contains("decision 'a-0' the policy takes 'Five' with probability 1", said.InversePropensity.Problem, StringComparison.Ordinal);
        // Left out or left to the model, and said so.
        PolicyEvaluation cut = log.Evaluate(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.3), static rows => OfferModel.Fit(rows), Options with { LargestWeight = 5, ModelAbove = 5, Range = new(-10, 20) });
        Assert.Equal(0.2, cut.InversePropensity.CutShare, 6);
        Assert.Equal(0.2 * 20, cut.InversePropensity.MostBias!.Value, 6);
        Assert.Equal(0.2 * 30, cut.DoublyRobust!.MostBias!.Value, 6);
        Assert.Contains("bias of up to", cut.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BoundedWeightsAreNarrowerAndOffByNoMoreThanSaid()
    {
        DecisionPolicy<Offer.Input, Discount> asked = new Always(Discount.Ten);
        LoggedDecisions<Offer, Offer.Input, Discount> log = Offers.Logged(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.2), 8000, 7);
        OffPolicyOptions options = Options with { Range = new(-8, 12) };
        PolicyValue whole = log.Evaluate(asked, options).InversePropensity, cut = log.Evaluate(asked, options with { LargestWeight = 4 }).InversePropensity;
        double truth = Offers.Decide(asked, 200_000, 2, noise: 0).Rows.Average(static row => (double)row.Spent);
        Assert.True(cut.Value.High - cut.Value.Low < 0.7 * (whole.Value.High - whole.Value.Low));
        Assert.True(cut.EffectiveRows > 2 * whole.EffectiveRows);
        Assert.InRange(cut.CutShare, 0.2, 0.5);
        Assert.InRange(truth, cut.Value.Low - cut.MostBias!.Value, cut.Value.High + cut.MostBias.Value);
        Assert.Equal(4, cut.LargestWeight);
    }

    [Theory]
    [InlineData(0, 0.0, "whose propensity is 0")]
    [InlineData(0, double.NaN, "no propensity for it")]
    [InlineData(1, 1.5, "which is no probability")]
    [InlineData(1, -0.1, "which is no probability")]
    [InlineData(1, 0.3, "sum to")]
    public void APropensityThatIsNoneIsNamed(int action, double propensity, string what)
    {
        var (rows, propensities) = Offers.Decide(new Always(Discount.None), 30, 8);
        propensities[17] = [0.5, 0.5, 0];
        propensities[17][action] = propensity;
        var problem = Assert.Throws<EvaluationException>(() => Offers.Logged(rows, propensities));
        Assert.StartsWith("Decision 'a-17'", problem.Message, StringComparison.Ordinal);
        Assert.Contains(what, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherBadRowsAreNamed()
    {
        var (rows, propensities) = Offers.Decide(new Always(Discount.None), 30, 8);
        Assert.Contains("2 propensities", Assert.Throws<EvaluationException>(() => Offers.Logged(rows, [.. propensities[..9], [0.5, 0.5], .. propensities[10..]])).Message, StringComparison.Ordinal);
        Offer[] twice = [.. rows[..9], rows[3] with { Age = 1 }, .. rows[10..]];
        Assert.Contains("'a-3' is there twice, in the rows 3 and 9", Assert.Throws<EvaluationException>(() => Offers.Logged(twice, propensities)).Message, StringComparison.Ordinal);
        Assert.Contains("no logged decisions", Assert.Throws<EvaluationException>(() => Offers.Logged([], [])).Message, StringComparison.Ordinal);
        Assert.Contains("of decision 'a-0' is not between 50 and 60", Assert.Throws<EvaluationException>(() => Offers.Logged(rows, propensities).Evaluate(Offers.Space.Uniform(), new() { Range = new(50, 60) })).Message, StringComparison.Ordinal);
        Offer[] alike = [.. rows.Select(static row => row with { Spent = 2 })];
        Assert.Contains("say what a reward can be", Offers.Logged(alike, propensities).Evaluate(new Always(Discount.None), Options).InversePropensity.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OffPolicyOptions { Level = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OffPolicyOptions { Resamples = 199 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OffPolicyOptions { LargestWeight = 0.9 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OffPolicyOptions { ModelAbove = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OffPolicyOptions { FewestEffectiveRows = 4 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OffPolicyOptions { Folds = 1 });
        Assert.Throws<ArgumentException>(static () => new RewardRange(1, 1));
    }

    [Fact]
    public void EarlierDecisionsTeachAndLaterOnesMeasure()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> log = Offers.Logged(Offers.Space.Uniform(), 3000, 9);
        DecisionSplit<Offer, Offer.Input, Discount> split = log.SplitByTime(0.4);
        Assert.Equal((1800, 1200), (split.Earlier.Count, split.Later.Count));
        OfferModel model = OfferModel.Fit(split.Earlier.Train);
        PolicyEvaluation said = split.Later.Evaluate(Offers.Space.EpsilonGreedy(model, 0), Options);
        Assert.True(said.SelfNormalized.IsEstimable);
        Assert.Throws<ArgumentOutOfRangeException>(() => log.SplitByTime(1));
    }

    [Fact]
    public void TheSameSeedGivesTheSameBits()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> log = Offers.Logged(Offers.Space.Uniform(), 500, 10);
        DecisionPolicy<Offer.Input, Discount> asked = Offers.Space.Softmax(new TrueMeans(), 0.5);
        Assert.Equal(log.Evaluate(asked, static rows => OfferModel.Fit(rows), Options), log.Evaluate(asked, static rows => OfferModel.Fit(rows), Options));
        Assert.NotEqual(log.Evaluate(asked, static rows => OfferModel.Fit(rows), Options).DoublyRobust, log.Evaluate(asked, static rows => OfferModel.Fit(rows), Options with { Seed = 4 }).DoublyRobust);
    }

    private static Offer Row(int number, Discount discount, float spent) => new() { Number = $"{number}", Age = 30, Discount = discount, Spent = spent };
}
