namespace MlDsl;

/// <summary>
/// Splits of rows that are independent of each other: no group, no event time. A row's side depends on the seed and its number alone
/// (and on its class, where it is stratified), whatever the number of threads. A split takes one pass and up to 80 bytes per row while
/// it is made; one byte per row is kept.
/// </summary>
public static class RandomSplits
{
    /// <summary>Assigns rows at random: exactly the given shares of them, rounded to a row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The share for the test, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="seed">Another seed, another split.</param>
    /// <exception cref="ArgumentException">A share is out of its range, or the shares leave nothing to train on.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows though its share is not 0.</exception>
    public static Split<TRow> SplitRandom<TRow>(this Dataset<TRow> data, double validation, double test, long seed)
        where TRow : IRow<TRow>, IIndependentRows => Random(data, new Shares(validation, test), null, seed);

    /// <summary>Assigns rows at random to train and validation; the test side is other data.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The rows of the test side.</param>
    /// <param name="seed">Another seed, another split.</param>
    /// <exception cref="ArgumentException">The share is out of its range.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows though its share is not 0.</exception>
    public static Split<TRow> SplitRandom<TRow>(this Dataset<TRow> data, double validation, Dataset<TRow> test, long seed)
        where TRow : IRow<TRow>, IIndependentRows
    {
        ArgumentNullException.ThrowIfNull(test);
        return Random(data, new Shares(validation, 0), test, seed);
    }

    /// <summary>Assigns rows at random within each class, so that every side has each class in proportion, to within one row.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The share for the test, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="seed">Another seed, another split.</param>
    /// <exception cref="ArgumentException">A share is out of its range, or the shares leave nothing to train on.</exception>
    /// <exception cref="InvalidOperationException">There is one class only, or a side has no rows though its share is not 0.</exception>
    public static Split<TRow> SplitStratified<TRow>(this Dataset<TRow> data, double validation, double test, long seed)
        where TRow : IRow<TRow>, IIndependentRows => Stratified(data, new Shares(validation, test), null, seed);

    /// <summary>Assigns rows at random within each class to train and validation; the test side is other data.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The rows of the test side.</param>
    /// <param name="seed">Another seed, another split.</param>
    /// <exception cref="ArgumentException">The share is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There is one class only, or a side has no rows though its share is not 0.</exception>
    public static Split<TRow> SplitStratified<TRow>(this Dataset<TRow> data, double validation, Dataset<TRow> test, long seed)
        where TRow : IRow<TRow>, IIndependentRows
    {
        ArgumentNullException.ThrowIfNull(test);
        return Stratified(data, new Shares(validation, 0), test, seed);
    }

    private static Split<TRow> Random<TRow>(Dataset<TRow> data, Shares shares, Dataset<TRow>? test, long seed) where TRow : IRow<TRow>
    {
        SplitDescription description = shares.Describe(SplitMethod.Random, test?.Source.Name, seed);
        return data.Split(test, RowKey.None, description, (facts, _) => new(Deal(RandomOrder.Of(facts.Numbers, seed), [facts.Count], shares), description));
    }

    private static Split<TRow> Stratified<TRow>(Dataset<TRow> data, Shares shares, Dataset<TRow>? test, long seed) where TRow : IRow<TRow>
    {
        SplitDescription description = shares.Describe(SplitMethod.Stratified, test?.Source.Name, seed);
        return data.Split(test, RowKey.Stratum, description, (facts, _) =>
        {
            (int[] order, int[] ends) = Strata.Of(facts, seed, data.Source.Name);
            return new(Deal(order, ends, shares), description);
        });
    }

    /// <summary>The first rows of each section of the order are the test's, the next ones validation's, the rest train's.</summary>
    private static byte[] Deal(int[] order, int[] ends, Shares shares)
    {
        var sides = new byte[order.Length];
        int start = 0;
        foreach (int end in ends)
        {
            (int validation, int test) = shares.Of(end - start);
            for (int i = 0; i < validation + test; i++) sides[order[start + i]] = i < test ? Side.Test : Side.Validation;
            start = end;
        }
        return sides;
    }
}
