using System.Runtime.InteropServices;

namespace MlDsl;

/// <summary>
/// Splits each user's rows along their event time: rows of users and items, <see cref="IInteractionRows"/>. It asks whether a model knows what its users do next;
/// <see cref="TimeSplits"/>, which cuts all rows at one time, asks as well what it does for users and items that are new by then.
/// </summary>
public static class UserSplits
{
    /// <summary>The latest rows of each user are the test's, the ones before validation's.</summary>
    /// <remarks>
    /// Rows of one time are ordered by their number. A user's shares are rounded to a row, so that users with few rows may have none on a side. A row may be later than rows of other users that are on
    /// a later side. A split takes two passes and up to 120 bytes per row while it is made; one byte per row is kept.
    /// </remarks>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation of the rows of each user, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The share for the test of the rows of each user, 0 or more and below 1; with 0 that side is empty.</param>
    /// <exception cref="ArgumentException">A share is out of its range, or the shares leave nothing to train on.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows though its share is not 0, or the rows changed between the passes.</exception>
    public static Split<TRow> SplitByUserTime<TRow>(this Dataset<TRow> data, double validation, double test)
        where TRow : IRow<TRow>, IInteractionRows, IRowsInTime
    {
        var shares = new Shares(validation, test);
        SplitDescription description = shares.Describe(SplitMethod.UserTime, null, null);
        return data.Split(null, RowKey.Time, description, (facts, _) =>
        {
            RowFacts users = RowFacts.Gather(data.Source.All(), RowKey.User, CancellationToken.None);
            if (!users.Hashes.AsSpan().SequenceEqual(facts.Hashes))
                throw new InvalidOperationException($"{data.Source.Name} gave other rows on the second pass than on the first; split data that does not change");
            return new(Assign(facts, users, shares), description);
        });
    }

    private static byte[] Assign(RowFacts facts, RowFacts users, Shares shares)
    {
        Dictionary<ulong, List<int>> rows = [];
        for (int i = 0; i < facts.Count; i++)
        {
            ref List<int>? own = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, users.Keys[i], out _);
            (own ??= []).Add(i);
        }
        var sides = new byte[facts.Count];
        foreach (List<int> own in rows.Values)
        {
            // Event times are stored as unsigned ticks.
            own.Sort((a, b) => ((long)facts.Keys[a], facts.Numbers[a]).CompareTo(((long)facts.Keys[b], facts.Numbers[b])));
            (int validation, int test) = shares.Of(own.Count);
            for (int i = own.Count - validation - test; i < own.Count; i++) sides[own[i]] = i >= own.Count - test ? Side.Test : Side.Validation;
        }
        return sides;
    }
}
