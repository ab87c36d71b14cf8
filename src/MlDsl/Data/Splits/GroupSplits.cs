namespace MlDsl;

/// <summary>
/// Splits that keep the rows of a group together: rows marked <see cref="GroupAttribute"/>. A group's side depends on the seed and the
/// group alone. A split takes one pass and up to 80 bytes per row while it is made; one byte per row is kept.
/// </summary>
public static class GroupSplits
{
    /// <summary>
    /// Assigns whole groups at random. Each side has as near to its share of the rows as whole groups, taken in random order, allow; a
    /// side whose share is not 0 has at least one group.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The share for the test, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="seed">Another seed, another split.</param>
    /// <exception cref="ArgumentException">A share is out of its range, or the shares leave nothing to train on.</exception>
    /// <exception cref="InvalidOperationException">There are fewer groups than sides.</exception>
    public static Split<TRow> SplitByGroup<TRow>(this Dataset<TRow> data, double validation, double test, long seed)
        where TRow : IRow<TRow>, IRowsWithGroups
    {
        var shares = new Shares(validation, test);
        SplitDescription description = shares.Describe(SplitMethod.Group, null, seed);
        return data.Split(null, RowKey.Group, description, (facts, _) => new(Assign(facts, shares, seed), description));
    }

    /// <summary>Assigns whole groups at random to train and validation; the test side is other data, of other groups.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The rows of the test side.</param>
    /// <param name="seed">Another seed, another split.</param>
    /// <exception cref="ArgumentException">The share is out of its range.</exception>
    /// <exception cref="InvalidOperationException">A group has rows in both data sets, or there are fewer groups than sides.</exception>
    public static Split<TRow> SplitByGroup<TRow>(this Dataset<TRow> data, double validation, Dataset<TRow> test, long seed)
        where TRow : IRow<TRow>, IRowsWithGroups
    {
        ArgumentNullException.ThrowIfNull(test);
        var shares = new Shares(validation, 0);
        SplitDescription description = shares.Describe(SplitMethod.Group, test.Source.Name, seed);
        return data.Split(test, RowKey.Group, description, (facts, testFacts) =>
        {
            RefuseShared(facts, testFacts!, data.Source.Name, test.Source.Name);
            return new(Assign(facts, shares, seed), description);
        });
    }

    private static byte[] Assign(RowFacts facts, Shares shares, long seed)
    {
        (int validation, int test) = shares.Of(facts.Count);
        var sides = new Dictionary<ulong, byte>();
        (ulong Group, int Rows)[] groups = Groups.Of(facts, seed);
        int next = Take(groups, 0, shares.Test > 0 ? test : -1, Side.Test, sides);
        next = Take(groups, next, shares.Validation > 0 ? validation : -1, Side.Validation, sides);
        foreach ((ulong group, _) in groups.AsSpan(next)) sides[group] = Side.Train;
        return Groups.Spread(facts, sides);
    }

    /// <summary>Gives groups to a side until one more would take it further from <paramref name="wanted"/> rows; below 0, none.</summary>
    private static int Take((ulong Group, int Rows)[] groups, int next, int wanted, byte side, Dictionary<ulong, byte> sides)
    {
        if (wanted < 0) return next;
        for (int taken = 0; next < groups.Length && (taken == 0 || taken + groups[next].Rows / 2 < wanted); next++)
        {
            sides[groups[next].Group] = side;
            taken += groups[next].Rows;
        }
        return next;
    }

    private static void RefuseShared(RowFacts facts, RowFacts testFacts, string data, string test)
    {
        var known = new HashSet<ulong>();
        foreach (ulong group in facts.Keys) known.Add(group);
        var shared = new HashSet<ulong>();
        foreach (ulong group in testFacts.Keys)
        {
            if (known.Contains(group)) shared.Add(group);
        }
        if (shared.Count > 0)
            throw new InvalidOperationException(
                $"{shared.Count} of {known.Count} groups of {data} also have rows in {test}; "
                    + "leave them out of one, or split all rows with SplitByGroup(validation, test share, seed)");
    }
}
