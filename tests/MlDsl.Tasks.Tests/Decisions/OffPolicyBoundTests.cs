namespace MlDsl.Tasks.Tests.Decisions;

/// <summary>What bounds of weights leave of a comparison, and what models that cannot be fitted leave of an evaluation.</summary>
public sealed class OffPolicyBoundTests
{
    /// <summary>Where bounds leave nothing of either policy, that is no knowledge that they are alike.</summary>
    [Fact]
    public void PoliciesOfWhichNothingIsCountedAreNotAlike()
    {
        var options = new OffPolicyOptions { Range = new(0, 5), ModelAbove = 10, Seed = 1 };
        PolicyComparison left = Seldom([0.98, 0.01, 0.01]).Compare(new Always(Discount.Five), new Always(Discount.Ten), static rows => OfferModel.Fit(rows), options);
        Assert.False(left.DoublyRobust!.IsEstimable);
        Assert.Contains("effective rows", left.DoublyRobust.Problem, StringComparison.Ordinal);
        // Values that are not bounded tell of the same log.
        Assert.True(left.InversePropensity.IsEstimable, left.InversePropensity.Problem);

        PolicyComparison never = Seldom([1, 0, 0]).Compare(new Always(Discount.Five), new Always(Discount.Ten), options: options with { ModelAbove = null, LargestWeight = 10 });
        Assert.All((PolicyValue[])[never.First.InversePropensity, never.InversePropensity, never.SelfNormalized], static value => Assert.False(value.IsEstimable));
    }

    [Fact]
    public void APolicyDiffersFromItselfByNothingWhateverIsLeftOut()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> log = Seldom([0.98, 0.01, 0.01]);
        var options = new OffPolicyOptions { Range = new(0, 5), LargestWeight = 10, ModelAbove = 10, Seed = 1 };
        PolicyComparison same = log.Compare(new Always(Discount.Five), new Always(Discount.Five), static rows => OfferModel.Fit(rows), options);
        foreach (PolicyValue value in (PolicyValue[])[same.InversePropensity, same.SelfNormalized, same.DoublyRobust!])
            Assert.Equal((new Metric(0, 0, 0), 0.0, 0.0), (value.Value, value.CutShare, value.MostBias));
    }

    /// <summary>Bounded weights are narrower in a comparison too, and off by no more than it says.</summary>
    [Fact]
    public void ABoundedComparisonIsOffByNoMoreThanSaid()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> log = Offers.Logged(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.2), 8000, 7);
        var options = new OffPolicyOptions { Range = new(-8, 12), Seed = 3 };
        DecisionPolicy<Offer.Input, Discount> one = new Always(Discount.Ten), other = new Always(Discount.None);
        double truth = Offers.Decide(one, 100_000, 2, noise: 0).Rows.Average(static row => (double)row.Spent) - Offers.Decide(other, 100_000, 2, noise: 0).Rows.Average(static row => (double)row.Spent);
        PolicyValue whole = log.Compare(one, other, options).InversePropensity, cut = log.Compare(one, other, options with { LargestWeight = 4 }).InversePropensity;
        Assert.InRange(truth, whole.Value.Low, whole.Value.High);
        Assert.True(cut.Value.High - cut.Value.Low < whole.Value.High - whole.Value.Low);
        Assert.InRange(truth, cut.Value.Low - cut.MostBias!.Value, cut.Value.High + cut.MostBias.Value);
        Assert.True(cut.CutShare > 0);
    }

    /// <summary>Clicks so seldom that a fold has none: what needs no model is told, and why the rest is not.</summary>
    [Fact]
    public void AModelThatCannotBeFittedLeavesTheOtherValues()
    {
        LoggedDecisions<Visit, Visit.Input, Discount> log = Looks(1);
        ActionSpace<Visit.Input, Discount> space = log.Space;
        PolicyEvaluation said = log.Evaluate(space.Uniform(), static rows => VisitModel.Fit(rows));
        Assert.True(said.InversePropensity.IsEstimable, said.InversePropensity.Problem);
        Assert.Contains("the model of rewards could not be fitted without fold", said.DoublyRobust!.Problem, StringComparison.Ordinal);
        Assert.Contains("not estimable", said.ToString(), StringComparison.Ordinal);
        Assert.False(log.Compare(space.Uniform(), null, static rows => VisitModel.Fit(rows)).DoublyRobust!.IsEstimable);
    }

    /// <summary>Of two who looked, one resample in seven has neither.</summary>
    [Fact]
    public void ModelsOfSeldomFlagsAreDrawnAgain()
    {
        IReadOnlyList<VisitModel> models = Looks(2).Train.Bootstrapped(40, 3, static rows => VisitModel.Fit(rows));
        Assert.Equal(40, models.Count);
        Assert.Throws<Training.TrainingException>(static () => Looks(0).Train.Bootstrapped(10, 3, static rows => VisitModel.Fit(rows)));
    }

    [Fact]
    public void AnActionThatIsNoMemberIsNamedWithItsRow()
    {
        Offer[] rows = [.. Enumerable.Range(0, 30).Select(static i => new Offer { Number = $"a-{i}", Age = 30, Discount = i == 17 ? (Discount)7 : Discount.None, Spent = i })];
        EvaluationException problem = Assert.Throws<EvaluationException>(() => LoggedDecisions.Of(Offers.Space, Dataset<Offer>.FromRows(rows), static _ => [0.5, 0.25, 0.25], static row => row.Number));
        Assert.Contains("Decision 'a-17' took in 'Discount' what is no member of 'Discount'", problem.Message, StringComparison.Ordinal);
    }

    // 2,000 decisions that took the first action but for one of a hundred each.
    private static LoggedDecisions<Offer, Offer.Input, Discount> Seldom(double[] propensities)
    {
        var random = new Random(5);
        Offer[] rows = [.. Enumerable.Range(0, 2000).Select(i => new Offer
        {
            Number = $"a-{i}",
            Age = 20 + (float)(50 * random.NextDouble()),
            Discount = propensities[1] == 0 ? Discount.None : (Discount)(i % 100 == 0 ? 1 : i % 100 == 1 ? 2 : 0),
            Spent = i % 100 == 0 ? 4 : i % 7 == 0 ? 1 : 0.5f,
        })];
        return Offers.Logged(rows, [.. rows.Select(_ => propensities)]);
    }

    private static LoggedDecisions<Visit, Visit.Input, Discount> Looks(int looked)
    {
        Visit[] rows = [.. Enumerable.Range(0, 60).Select(i => Visits.Of(i, (Discount)(i % 3), i < looked))];
        return LoggedDecisions.OfFlags(ActionSpace.Of<Visit, Visit.Input, Discount>(), Dataset<Visit>.FromRows(rows), static _ => [0.25, 0.25, 0.5]);
    }
}
