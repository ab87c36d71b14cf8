namespace MlDsl;

/// <summary>
/// Splits of rows that are independent of each other: no group, no event time. A row's side depends on the seed and its number alone,
/// whatever the number of threads. Each split takes one pass, and 36 bytes per row while it is made; one byte per row is kept.
/// </summary>
public static class RandomSplits
{
    /// <summary>Assigns rows at random: exactly the given shares of them, rounded to a row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The share for the test, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="seed">Another seed, another split.</param>
    /// <exception cref="ArgumentException">The shares leave nothing to train on.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows though its share is not 0.</exception>
    public static Split<TRow> SplitRandom<TRow>(this Dataset<TRow> data, double validation, double test, long seed)
        where TRow : IRow<TRow>, IIndependentRows
    {
        var shares = new Shares(validation, test);
        var description = new SplitDescription { Method = SplitMethod.Random, Validation = validation, Test = test, Seed = seed };
        return data.Split(null, RowKey.None, description, facts => Assign(RandomOrder.Of(facts.Numbers, seed), shares));
    }

    /// <summary>Assigns rows at random to train and validation; <paramref name="test"/> is the test side.</summary>
    /// <inheritdoc cref="SplitRandom{TRow}(Dataset{TRow}, double, double, long)"/>
    public static Split<TRow> SplitRandom<TRow>(this Dataset<TRow> data, double validation, Dataset<TRow> test, long seed)
        where TRow : IRow<TRow>, IIndependentRows
    {
        ArgumentNullException.ThrowIfNull(test);
        var shares = new Shares(validation, 0);
        var description = new SplitDescription { Method = SplitMethod.Random, Validation = validation, TestSource = test.Source.Name, Seed = seed };
        return data.Split(test, RowKey.None, description, facts => Assign(RandomOrder.Of(facts.Numbers, seed), shares));
    }

    /// <summary>The first rows of the order are the test's, the next ones validation's.</summary>
    private static byte[] Assign(int[] order, Shares shares)
    {
        var sides = new byte[order.Length];
        (int validation, int test) = shares.Of(order.Length);
        for (int i = 0; i < validation + test; i++) sides[order[i]] = i < test ? Side.Test : Side.Validation;
        return sides;
    }
}
