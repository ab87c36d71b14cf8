namespace MlDsl.Tasks.Tests.Decisions;

public sealed class PolicyTests
{
    [Fact]
    public void ASpaceKnowsItsColumnAndSetsIt()
    {
        ActionSpace<Offer.Input, Discount> space = Offers.Space;
        Assert.Equal((nameof(Offer.Discount), 3), (space.Column, space.Actions.Count));
        Offer.Input context = Offers.Context(33, "Ulm");
        Offer.Input with = space.With(in context, 2);
        Assert.Equal((Discount.Ten, 33f, "Ulm"), (with.Discount, with.Age, with.Town));
        Assert.Equal(2, space.TakenIn(in with));
        Assert.Equal("Shown", ActionSpace.Of<Visit, Visit.Input, Discount>().Column);
        Assert.Contains("no column of the type 'DayOfWeek'", Assert.Throws<ArgumentException>(static () => ActionSpace.Of<Offer, Offer.Input, DayOfWeek>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EpsilonGreedyTakesTheBestAndEachOtherAlike()
    {
        Offer.Input young = Offers.Context(25), old = Offers.Context(65);
        Close([0.1, 0.1, 0.8], Told(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.3), young, Offers.All));
        Close([0.8, 0.1, 0.1], Told(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.3), old, Offers.All));
        // Of those that are to be had.
        Close([0.15, 0.85], Told(Offers.Space.EpsilonGreedy(new TrueMeans(), 0.3), young, [Discount.None, Discount.Five]));
    }

    [Fact]
    public void SoftmaxIsInProportionToTheExponential()
    {
        double[] told = Told(Offers.Space.Softmax(new TrueMeans(), 0.5), Offers.Context(25), Offers.All);
        // The means are 2, 2.5 and 3.
        double sum = 1 + Math.E + (Math.E * Math.E);
        Close([1 / sum, Math.E / sum, Math.E * Math.E / sum], told);
    }

    [Fact]
    public void DecisionsFallAsTheirPropensitiesSay()
    {
        var random = new Random(1);
        Offer.Input context = Offers.Context(25);
        DecisionPolicy<Offer.Input, Discount> policy = Offers.Space.Softmax(new TrueMeans(), 0.5);
        double[] told = Told(policy, context, Offers.All), counts = new double[3];
        const int Draws = 100_000;
        for (int i = 0; i < Draws; i++)
        {
            Decision<Discount> decision = policy.Decide(in context, Offers.All, random);
            Assert.Equal(told[(int)decision.Action], decision.Propensity);
            counts[(int)decision.Action]++;
        }
        // χ² of two degrees of freedom is above 13.8 in one of a thousand seeds.
        Assert.InRange(told.Select((p, i) => Math.Pow(counts[i] - (Draws * p), 2) / (Draws * p)).Sum(), 0, 13.8);
    }

    [Fact]
    public void AModelOfTwoClassesDecidesByItsProbability()
    {
        Visit[] visits = [.. Enumerable.Range(0, 300).Select(static i => Visits.Of(i, (Discount)(i % 3), i % 3 == 1 == (i % 5 != 0)))];
        VisitModel model = VisitModel.Fit(Dataset<Visit>.FromRows(visits).SplitByTime(0.1, 0.1).Train);
        ActionSpace<Visit.Input, Discount> space = ActionSpace.Of<Visit, Visit.Input, Discount>();
        Visit.Input context = visits[0].ToInput();
        double[] told = new double[3], probabilities = [.. Enumerable.Range(0, 3).Select(i => (double)model.Predict(space.With(in context, i)).Probability.Value)];
        Assert.True(probabilities[1] > probabilities[0] && probabilities[1] > probabilities[2], string.Join(", ", probabilities));
        space.EpsilonGreedy(model, 0.3).Propensities(in context, Offers.All, told);
        Close([0.1, 0.8, 0.1], told);
        space.Softmax(model, 0.2).Propensities(in context, Offers.All, told);
        Assert.True(told[1] > told[0] && told[1] > told[2]);
    }

    [Fact]
    public void WhatIsNoDecisionIsRefused()
    {
        Offer.Input context = Offers.Context(25);
        DecisionPolicy<Offer.Input, Discount> policy = Offers.Space.Uniform();
        var random = new Random(1);
        Assert.Contains("no action", Assert.Throws<ArgumentException>(() => policy.Decide(in context, [], random)).Message, StringComparison.Ordinal);
        Assert.Contains("'Five' is there twice, at 0 and 1", Assert.Throws<ArgumentException>(() => policy.Decide(in context, [Discount.Five, Discount.Five], random)).Message, StringComparison.Ordinal);
        Assert.Contains("no member", Assert.Throws<ArgumentException>(() => policy.Decide(in context, [(Discount)9], random)).Message, StringComparison.Ordinal);
        Assert.Contains("not to 1", Assert.Throws<InvalidOperationException>(() => new Broken(0.2).Decide(in context, Offers.All, random)).Message, StringComparison.Ordinal);
        Assert.Contains("which is none", Assert.Throws<InvalidOperationException>(() => new Broken(double.NaN).Decide(in context, Offers.All, random)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => Offers.Space.EpsilonGreedy(new TrueMeans(), 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Offers.Space.Softmax(new TrueMeans(), 0));
    }

    // Means are floats.
    private static void Close(double[] expected, double[] told) => Assert.All(expected.Zip(told), static pair => Assert.Equal(pair.First, pair.Second, 6));

    private static double[] Told(DecisionPolicy<Offer.Input, Discount> policy, Offer.Input context, Discount[] actions)
    {
        double[] told = new double[actions.Length];
        policy.Propensities(in context, actions, told);
        return told;
    }

    private sealed class Broken(double each) : DecisionPolicy<Offer.Input, Discount>("broken", Offers.Space)
    {
        public override void Propensities(in Offer.Input context, ReadOnlySpan<Discount> actions, Span<double> propensities) => propensities.Fill(each);
    }
}
