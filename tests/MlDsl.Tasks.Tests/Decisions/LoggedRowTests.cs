namespace MlDsl.Tasks.Tests.Decisions;

/// <summary>An offer by the number of its step.</summary>
[Dataset]
public sealed partial record NumberedOffer
{
    [EventTime] public required int Step { get; init; }
    [Numeric] public required float Age { get; init; }
    [Categorical] public required Discount Discount { get; init; }
    [Label] public float Spent { get; init; }
}

public sealed class LoggedRowTests
{
    // The last row is of step 0, which is a time as any other, and not what rows without one have.
    [Fact]
    public void StepsOrderDecisionsFromZeroOn()
    {
        NumberedOffer[] rows = [.. Enumerable.Range(0, 10).Select(static i => new NumberedOffer { Step = 9 - i, Age = 30, Discount = Discount.Five, Spent = i })];
        DecisionSplit<NumberedOffer, NumberedOffer.Input, Discount> split =
            LoggedDecisions.Of(ActionSpace.Of<NumberedOffer, NumberedOffer.Input, Discount>(), Dataset<NumberedOffer>.FromRows(rows), static _ => [0.5, 0.25, 0.25]).SplitByTime(0.5);
        Assert.Equal([0, 1, 2, 3, 4], split.Earlier.Rows.Select(static row => row.Step));
        Assert.Equal([5, 6, 7, 8, 9], split.Later.Rows.Select(static row => row.Step));
    }
}
