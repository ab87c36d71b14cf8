namespace MlDsl.Tasks.Tests.Decisions;

public enum Discount
{
    None,
    Five,
    Ten,
}

/// <summary>Somebody who is offered something, and what they spent.</summary>
[Dataset]
public sealed partial record Offer
{
    [Id] public required string Number { get; init; }
    [Numeric] public required float Age { get; init; }
    [Categorical] public string? Town { get; init; }
    [Categorical] public required Discount Discount { get; init; }
    [Label] public float Spent { get; init; }
}

[Features<Offer>]
public static partial class OfferFeatures
{
    [Numeric] public static float AgeAtFive(float age, Discount discount) => discount == Discount.Five ? age : 0;

    [Numeric] public static float AgeAtTen(float age, Discount discount) => discount == Discount.Ten ? age : 0;
}

[Model<Offer, Regression>]
public sealed partial class OfferModel;

/// <summary>Somebody who is shown something, and whether they looked at it; every kind of column.</summary>
[Dataset]
public sealed partial record Visit
{
    [EventTime] public required DateTime At { get; init; }
    [Numeric] public required float Age { get; init; }
    [Numeric(Length = 2)] public required float[] Place { get; init; }
    [Numeric(Impute = Impute.Mean)] public double? Spent { get; init; }
    [Numeric] public required int Visits { get; init; }
    [Numeric] public required bool IsKnown { get; init; }
    [Categorical] public required Discount Shown { get; init; }
    [Categorical] public string? Town { get; init; }
    [DateParts(DatePart.Hour)] public required DateTimeOffset Opened { get; init; }
    [Label] public bool Looked { get; init; }
}

[Model<Visit, BinaryClassification>]
public sealed partial class VisitModel;

internal static class Offers
{
    public static readonly Discount[] All = [Discount.None, Discount.Five, Discount.Ten];

    public static ActionSpace<Offer.Input, Discount> Space { get; } = ActionSpace.Of<Offer, Offer.Input, Discount>();

    public static Offer.Input Context(float age, string? town = null) => new() { Age = age, Town = town, Discount = Discount.None };

    /// <summary>What somebody spends: the young more with a discount, the old without one.</summary>
    public static double Mean(float age, Discount discount) => 2 + ((int)discount * (45 - age) / 40);

    /// <summary>Decisions by a policy with what came of them, from a seed.</summary>
    public static (Offer[] Rows, double[][] Propensities) Decide(DecisionPolicy<Offer.Input, Discount> policy, int count, int seed, double noise = 1)
    {
        var random = new Random(seed);
        var (rows, propensities) = (new Offer[count], new double[count][]);
        for (int i = 0; i < count; i++)
        {
            float age = 20 + (float)(50 * random.NextDouble());
            Offer.Input context = Context(age);
            double[] each = propensities[i] = new double[All.Length];
            Discount discount = policy.Decide(in context, All, random, each).Action;
            double drawn = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            rows[i] = new Offer { Number = $"a-{i}", Age = age, Discount = discount, Spent = (float)(Mean(age, discount) + (noise * drawn)) };
        }
        return (rows, propensities);
    }

    /// <summary>The same as logged decisions.</summary>
    public static LoggedDecisions<Offer, Offer.Input, Discount> Logged(DecisionPolicy<Offer.Input, Discount> policy, int count, int seed, double noise = 1)
    {
        var (rows, propensities) = Decide(policy, count, seed, noise);
        return Logged(rows, propensities);
    }

    public static LoggedDecisions<Offer, Offer.Input, Discount> Logged(Offer[] rows, double[][] propensities)
    {
        var places = new Dictionary<Offer, int>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < rows.Length; i++) places[rows[i]] = i;
        return LoggedDecisions.Of(Space, Dataset<Offer>.FromRows(rows), row => propensities[places[row]], static row => row.Number);
    }
}

/// <summary>Always one action; where it is not to be had, the first one.</summary>
internal sealed class Always(Discount action) : DecisionPolicy<Offer.Input, Discount>($"always {action}", Offers.Space)
{
    public override void Propensities(in Offer.Input context, ReadOnlySpan<Discount> actions, Span<double> propensities)
    {
        propensities.Clear();
        propensities[Math.Max(0, actions.IndexOf(action))] = 1;
    }
}

/// <summary>What is known of the means.</summary>
internal sealed class TrueMeans : IScorer<Offer.Input, float>
{
    public void Run(in Offer.Input input, out float output) => output = (float)Offers.Mean(input.Age, input.Discount);

    public void Run(ReadOnlySpan<Offer.Input> inputs, Span<float> outputs)
    {
        for (int i = 0; i < inputs.Length; i++) Run(in inputs[i], out outputs[i]);
    }

    public ValueTask<float> RunAsync(Offer.Input input, CancellationToken cancellation = default)
    {
        Run(in input, out float output);
        return ValueTask.FromResult(output);
    }
}
